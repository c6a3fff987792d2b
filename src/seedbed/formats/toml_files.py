"""Read a TOML file that a person wrote: every way in which it can be bad ends in one error that names it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError

LARGEST_FILE = 1_000_000


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
        if path.stat().st_size > LARGEST_FILE:
            raise bad("it is larger than a megabyte")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise bad(error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise bad(f"byte {error.start} is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise bad(f"it is not TOML: {error}") from error
    except (RecursionError, ValueError) as error:  # lists without end, a number of thousands of digits
        raise bad("it holds lists or numbers without end") from error
