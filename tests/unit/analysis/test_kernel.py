from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = "from seedbed.analysis.kernel import kernel\ndef double(number: int) -> int:\n    return 2 * number\n"


def test_a_kernel_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "doubling.py").write_text(CODE, encoding="utf-8")
    blocked = tmp_path / "file"
    blocked.touch()
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(blocked / "cache"), "PYTHONPATH": str(tmp_path)}
    ask = "from doubling import *\nprint(kernel(double)(21))"
    answer = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout == "42\n"
