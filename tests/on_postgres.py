"""``python -m tests.on_postgres ARGUMENTS``: runs pytest on a PostgreSQL of its own, gone afterwards.

Which tests run there, and why not all: `tests.postgres_choice`.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres import PostgresAbsentError, start_postgres


def main(arguments: list[str]) -> int:
    """Run pytest and return its exit code; without PostgreSQL say so, which in CI is a failure."""
    try:
        with start_postgres() as address:
            environ = os.environ | {"SEEDBED_TEST_DATABASE": address}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environ, check=False).returncode
    except PostgresAbsentError as error:
        sys.stderr.write(f"SKIPPED: the tests on PostgreSQL. {error}\n")
        return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
