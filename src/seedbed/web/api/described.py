"""The API put together, and its own description as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ninja import NinjaAPI

from seedbed import __version__
from seedbed.web.api.access import Bearer
from seedbed.web.api.operations import router
from seedbed.web.api.problems import handle_problems
from seedbed.web.api.values import Problem
from seedbed.web.people.access import Access, declared
from seedbed.web.people.roles import PERMISSION_NAMES

_PROBLEMS = {401: "Not let in", 403: "May not", 404: "Nothing here", 410: "Withdrawn", 422: "Will not do"}


class Api(NinjaAPI):
    """Ninja's API whose description says what each operation asks for and which errors it tells."""

    def get_openapi_schema(self, **how: Any) -> Any:
        """Return the OpenAPI document."""
        schema = super().get_openapi_schema(**how)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for path, operations in schema["paths"].items():
            for operation in operations.values():
                permission = ACCESS[operation["operationId"]].permission
                operation["x-permission"] = permission.value if permission else "any token"
                for status in (400, *_PROBLEMS):
                    operation["responses"].setdefault(status, _problem(status))
                operation.setdefault("tags", [path.removeprefix("/api/v1/").split("/")[0]])
        return schema


def _problem(status: int) -> dict[str, Any]:
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": _PROBLEMS.get(status, "Cannot be done"), "content": told}


api = Api(
    title="Seedbed",
    version=__version__,
    description="Read and write what hangs on the golden thread, as the account that a token acts for may.",
    urls_namespace="api",
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
)
api.add_router("", router)
handle_problems(api)


def _operations() -> Iterator[tuple[str, Access]]:
    for view in router.path_operations.values():
        for operation in view.operations:
            access = declared(operation.view_func)
            assert access is not None, operation.view_func  # noqa: S101 - a fault of ours, found at the start
            yield api.get_openapi_operation_id(operation), access


ACCESS = dict(_operations())
"""What each operation asks for, by its name in the description."""


@dataclass(frozen=True, slots=True)
class Described:
    """One operation as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    asks_for: str
    parameters: tuple[tuple[str, str], ...]
    takes: tuple[tuple[str, str], ...]
    gives: tuple[tuple[str, str], ...]


def described() -> list[Described]:
    """Return every operation of the description, in its order."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return [
        _described(schema, method, path, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]


def _described(schema: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Described:
    permission = ACCESS[operation["operationId"]].permission
    answers = operation["responses"].get(200, {}).get("content", {})
    return Described(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        asks_for=PERMISSION_NAMES[permission] if permission else "any token",
        parameters=tuple(
            (each["name"], each["schema"].get("description", "")) for each in operation.get("parameters", ())
        ),
        takes=_fields(schema, operation.get("requestBody", {}).get("content", {})),
        gives=_fields(schema, answers),
    )


def _fields(schema: dict[str, Any], content: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return name and meaning of each field of a JSON content; of a list those of its items."""
    part = content.get("application/json", {}).get("schema", {})
    part = part.get("items", part)
    named = _resolved(schema, part)
    if set(named.get("properties", ())) == {"items", "next"}:
        named = _resolved(schema, named["properties"]["items"]["items"])
    return tuple((name, field.get("description", "")) for name, field in named.get("properties", {}).items())


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref", "")
    found: dict[str, Any] = schema["components"]["schemas"].get(reference.rsplit("/", 1)[-1], part)
    return found
