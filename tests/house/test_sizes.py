"""Rules about the code itself: small files, small functions, no real data, plain words."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, text: list[str]) -> int:
    """Count lines that are neither blank, comment nor docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    if not body:
        return 0
    lines = text[body[0].lineno - 1 : function.end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def _is_kernel(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(decorator, ast.Name) and decorator.id == "kernel" for decorator in function.decorator_list)


def test_files_are_short() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert len(lines) > 500
    assert {path: many for path, many in lines.items() if many > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    assert {path: long for path in SOURCES if (long := _long_functions(path))} == {}


def _long_functions(path: Path) -> dict[str, int]:
    text = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    # A compiled kernel cannot call closures or objects, so it may be twice as long.
    return {
        function.name: lines
        for function in functions
        if (lines := _code_lines(function, text.splitlines())) > LONGEST_FUNCTION * (2 if _is_kernel(function) else 1)
    }


def _committed() -> list[str]:
    answer = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def test_no_tables_of_real_data_are_committed() -> None:
    data = [name for name in _committed() if re.search(r"\.(parquet|geoparquet|pbf|gpkg|xlsx|shp|zip)$", name)]
    assert not data


AVOIDED = re.compile(r"\b(stakeholders?|hard[- ]to[- ]reach|data subjects?)\b", re.IGNORECASE)
EXCUSED = {"GLOSSARY.md", "tests/house/test_sizes.py"}


def test_words_that_hurt_or_blur_are_not_used() -> None:
    pages = [name for name in _committed() if name.endswith((".py", ".md", ".html", ".jinja")) and name not in EXCUSED]
    found = [name for name in pages if AVOIDED.search((ROOT / name).read_text(encoding="utf-8"))]
    assert not found
