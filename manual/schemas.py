"""The JSON schemas of the documents that commands print, and a page that lists them."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

from seedbed import reports
from seedbed.reports.documents import Document

FOLDER = "reference/schemas"
HEADING = """# Documents

What commands print with `--json`. Each document says in `schema` which form it has. Keys may be added under the same
number; a change of meaning takes a new number.

| document | printed by | schema |
|---|---|---|
"""


def pages() -> dict[str, str]:
    """Return one schema for each document and their page, by path under ``docs``."""
    _load_documents()
    documents = sorted(_all_documents(Document), key=_form)
    answer = {f"{FOLDER}/{_file(document)}": schema(document) for document in documents}
    rows = [f"| `{_form(d)}` | {_printed_by(d)} | [{_file(d)}](schemas/{_file(d)}) |" for d in documents]
    return answer | {"reference/schemas.md": HEADING + "\n".join(rows) + "\n"}


def schema(document: type[Document]) -> str:
    """Return the JSON schema of a document as text."""
    found: dict[str, Any] = document.model_json_schema(by_alias=True, mode="serialization")
    found["properties"]["schema"]["const"] = _form(document)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | found
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _load_documents() -> None:
    """Load every module of documents, so that the list does not depend on what was loaded before."""
    for module in pkgutil.walk_packages(reports.__path__, f"{reports.__name__}."):
        if module.name.endswith("documents"):
            importlib.import_module(module.name)


def _all_documents(base: type[Document]) -> Iterator[type[Document]]:
    for document in base.__subclasses__():
        # A document without a form of its own is a base for others.
        if isinstance(document.model_fields["schema_"].default, str):
            yield document
        yield from _all_documents(document)


def _form(document: type[Document]) -> str:
    return str(document.model_fields["schema_"].default)


def _file(document: type[Document]) -> str:
    return _form(document).removeprefix("seedbed/").replace("/", "-") + ".json"


def _printed_by(document: type[Document]) -> str:
    words = inspect.cleandoc(document.__doc__ or "").split("\n", maxsplit=1)[0]
    return words.replace("``", "`").replace("|", "\\|").rstrip(".")
