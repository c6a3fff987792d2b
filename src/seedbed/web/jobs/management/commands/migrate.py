"""``migrate`` as Django has it, in a quarter of the time: a new table does not have every other model made again.

Django makes the models of each step anew, and with a model all that any relation leads to: here, for each of some two
hundred new tables, indexes and constraints, nearly all models there are. For the database that changes nothing: these
steps touch the one model alone. Work in Python still gets all models anew, as Django has it after steps it delays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState

OF_ONE_MODEL = ("add_model", "add_field", "_append_option", "_remove_option")
"""Steps of a state of the project that touch one model."""


class Command(migrate.Command):
    """Bring a database up to this release."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Do so."""
        with each_model_alone():
            return super().handle(*args, **options)


@contextmanager
def each_model_alone() -> Iterator[None]:
    """Let steps of one model make that model alone anew."""
    usual = {name: getattr(ProjectState, name) for name in OF_ONE_MODEL}
    try:
        for name, step in usual.items():
            setattr(ProjectState, name, _alone(step))
        yield
    finally:
        for name, step in usual.items():
            setattr(ProjectState, name, step)


def _alone(step: Callable[..., None]) -> Callable[..., None]:
    def changed(state: Any, *told: Any, **more: Any) -> None:
        if "apps" in vars(state):
            state._find_reload_model = _itself  # noqa: SLF001 - Django has no other seam
            state.is_delayed = True
        try:
            step(state, *told, **more)
        finally:
            vars(state).pop("_find_reload_model", None)

    return changed


def _itself(app: str, model: str, delay: bool = False) -> set[tuple[str, str]]:  # noqa: ARG001 - Django's signature
    return {(app, model.lower())}
