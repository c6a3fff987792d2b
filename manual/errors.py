"""The page of errors: every error a person can meet, collected from where it is raised."""

from __future__ import annotations

import ast
from dataclasses import astuple, dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "seedbed"
CLASSES = {
    "UsageError": (2, "The command was asked for something it cannot do"),
    "UserError": (2, "Something went wrong that you can mend"),
    "WithdrawnError": (2, "What was asked for was taken back"),
    "BadInputError": (3, "An input file or value is bad"),
    "MissingDataError": (4, "Needed data or an optional part is not installed"),
    "NotAllowedError": (5, "You may not do or see this"),
}
SENTENCES = ("what", "why", "next_step")


@dataclass(frozen=True)
class RaisedError:
    """One place that raises an error, with its three sentences; ``...`` stands for what varies."""

    kind: str
    what: str
    why: str
    next_step: str
    module: str


def _sentence(node: ast.expr) -> str:
    """Return the literal text of an argument, with ``...`` where the code puts a value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_sentence(part) if isinstance(part, ast.Constant) else "..." for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sentence(node.left) + _sentence(node.right)
    return "..."


def _raised(path: Path) -> list[RaisedError]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES):
            continue
        given = dict(zip(SENTENCES, node.args, strict=False))
        given |= {word.arg: word.value for word in node.keywords if word.arg}
        what, why, next_step = (_sentence(given[name]) if name in given else "..." for name in SENTENCES)
        found.append(RaisedError(node.func.id, what, why, next_step, str(path.relative_to(SOURCE))))
    return found


def raised_errors() -> list[RaisedError]:
    """Return every error raised in the library and the command, in order of class and words."""
    found = [error for path in sorted(SOURCE.rglob("*.py")) for error in _raised(path)]
    return sorted(set(found), key=astuple)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    lines = [
        "# Errors",
        "",
        "Every error says what happened, why, and what to do next. `...` stands for a name or number of your own.",
        "A fault of ours leaves with exit code 1 and a traceback: please report it.",
    ]
    for kind, (code, meaning) in CLASSES.items():
        errors = [error for error in raised_errors() if error.kind == kind]
        if not errors:
            continue
        lines += ["", f"## {meaning} (exit code {code})", "", "| what | why | next |", "|---|---|---|"]
        lines += [f"| {_cell(e.what)} | {_cell(e.why)} | {_cell(e.next_step)} |" for e in errors]
    return {"reference/errors.md": "\n".join(lines) + "\n"}
