"""Read a TOML file that a person wrote: every way in which it can be bad ends in one error that names it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError

LARGEST_FILE = 1_000_000
MANY_PARTS = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""", re.ASCII)


def read_toml(path: Path, bad: Callable[[str], BadInputError]) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Parameters
    ----------
    path
        The file: UTF-8, with or without a byte order mark, at most a megabyte.
    bad
        Makes the error from what is wrong with the file.

    Raises
    ------
    BadInputError
        The file is missing, too large, not text or not TOML.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or device may never end
            raise bad("it is not a file")
        if path.stat().st_size > LARGEST_FILE:
            raise bad("it is larger than a megabyte")
        text = path.read_bytes().decode("utf-8-sig")
        if MANY_PARTS.search(text):  # each part takes as much memory as all before it
            raise bad("a key has too many parts with points between")
        return tomllib.loads(text)
    except OSError as error:
        raise bad(error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise bad(f"byte {error.start} is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise bad(f"it is not TOML: {error}") from error
    except (RecursionError, ValueError) as error:  # lists without end, a number of thousands of digits
        raise bad("it holds lists or numbers without end") from error
