"""The methods manual: every module of ``tests/spec`` is one page, its examples run as tests."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.spec.tables import Example, markdown

SPEC = Path(__file__).parents[1] / "tests" / "spec"
FOLDER = "reference/methods"
INTRODUCTION = """# Methods

Every number that Seedbed shows is computed by a method on one of these pages. Each page says in plain English what is
computed, by which formula and from which source, and works small examples out by hand. The examples are run as tests
each time the code changes, so what stands here is what the program does.
"""
UNSHOWN = {"__future__", "collections", "pytest", "tests", "typing"}
WHOLE_JOBS = "Whole jobs, worked by hand"


def pages() -> dict[str, str]:
    """Return the pages of the manual by their path under ``docs``."""
    modules = {path.stem.removeprefix("test_"): _load(path) for path in sorted(SPEC.glob("test_*.py"))}
    answer = {f"{FOLDER}/{name}.md": page(module) for name, module in modules.items()}
    answer[f"{FOLDER}/index.md"] = _index(modules)
    return answer


def page(module: ModuleType) -> str:
    """Return the page of one spec module: its docstring, its examples, and what else is checked by plain tests.

    Raises
    ------
    ValueError
        The module has no docstring, or nothing is checked.
    """
    examples, promises = list(_examples(module)), list(_promises(module))
    if not module.__doc__ or not examples + promises:
        raise ValueError(f"{module.__name__} needs a docstring and at least one example or test.")
    lines = [f"# {_title(module)}", "", _words(module), ""]
    if examples:
        lines += ["In Python:", "", *_code(_groundwork(module))]
    for example in examples:
        lines += _section(example)
    if promises:
        lines += ["## What is checked", "", *(f"- {promise}" for promise in promises)]
    return "\n".join(lines).rstrip() + "\n"


def _load(path: Path) -> ModuleType:
    return importlib.import_module(f"tests.spec.{path.stem}")


def _title(module: ModuleType) -> str:
    """Return the module's title, or else the first line of its docstring."""
    first = inspect.cleandoc(module.__doc__ or "").split("\n", maxsplit=1)[0]
    return str(getattr(module, "title", first.rstrip(".")))


def _words(module: ModuleType) -> str:
    """Return the docstring, without its first line where that is the title."""
    words = inspect.cleandoc(module.__doc__ or "")
    return words if hasattr(module, "title") else words.partition("\n")[2].strip("\n")


def _examples(module: ModuleType) -> Iterator[Example]:
    """Yield the examples in the order they are written."""
    for value in vars(module).values():
        example = getattr(value, "example", None)
        if isinstance(example, Example):
            yield example


def _promises(module: ModuleType) -> Iterator[str]:
    """Yield what the plain tests check, in the words of their names."""
    for name, value in vars(module).items():
        if name.startswith("test_") and not isinstance(getattr(value, "example", None), Example):
            yield name.removeprefix("test_").replace("_", " ").capitalize() + "."


def _section(example: Example) -> list[str]:
    lines = [f"## {example.heading}", ""]
    if example.text:
        lines += [example.text, ""]
    return [*lines, markdown(example.table), "", *_code(example.code)]


def _code(code: str) -> list[str]:
    return ["```python", code.rstrip(), "```", ""]


def _groundwork(module: ModuleType) -> str:
    """Return what the examples stand on: the imports, names and helpers of the module."""
    source = inspect.getsource(module)
    imports, others = [], []
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node) or ""
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports += [text] if _is_shown(node) else []
        elif isinstance(node, ast.FunctionDef | ast.Assign) and not _is_own(node):
            others.append(text)
    return "\n\n".join(["\n".join(imports), *others]).strip()


def _is_shown(node: ast.Import | ast.ImportFrom) -> bool:
    module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
    return module.split(".")[0] not in UNSHOWN


def _is_own(node: ast.FunctionDef | ast.Assign) -> bool:
    """Say whether a piece of the module is an example or names the page."""
    if isinstance(node, ast.FunctionDef):
        return node.name.startswith("test_")
    return {target.id for target in node.targets if isinstance(target, ast.Name)} <= {"title", "part"}


def _index(modules: dict[str, ModuleType]) -> str:
    parts: dict[str, list[str]] = defaultdict(list)
    for name, module in sorted(modules.items(), key=lambda item: _title(item[1])):
        summary = _words(module).split("\n\n", maxsplit=1)[0].replace("\n", " ")
        parts[str(getattr(module, "part", WHOLE_JOBS))].append(f"- [{_title(module)}]({name}.md): {summary}")
    lines = [INTRODUCTION]
    for part in sorted(parts):
        lines += [f"## {part}", "", *parts[part], ""]
    return "\n".join(lines).rstrip() + "\n"
