"""The plain forms: one a kind, built from its payload, with the questions that join it to others."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.thread.kinds import BeadKind, words
from seedbed.thread.payloads import PAYLOADS, Payload
from seedbed.thread.payloads.base import PayloadError
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.shelf import MOST_OFFERED, BeadsField, Shelf
from seedbed.web.walking_skeleton.fields import fields_of
from seedbed.web.walking_skeleton.queries import joined_already
from seedbed.web.walking_skeleton.sides import Side, sides_after, sides_before, sides_of
from seedbed.web.walking_skeleton.wording import WALK

LONGEST_WHY = 1_000


class OnceForm(forms.Form):
    """A form that knows when it is sent twice."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["once"].initial = uuid.uuid4().hex


class JoinForm(OnceForm):
    """Questions that join a bead to others: one for each legal link of its kind."""

    find = forms.CharField(
        required=False,
        max_length=100,
        label=_("Find among what is there"),
        help_text=_("The lists below show the newest. Type a part of a name and press “Find” to see others."),
    )

    def __init__(self, *args: Any, kind: BeadKind, shelf: Shelf, **told: Any) -> None:
        super().__init__(*args, **told)
        self.kind, self.shelf = kind, shelf
        self.nothing_yet: list[Side] = []
        self.nothing_else: list[Side] = []
        self.is_long = False
        self.sides: tuple[Side, ...] = self._sides()
        for side in self.sides:
            self.fields[side.name] = self._question(side)

    def _sides(self) -> tuple[Side, ...]:
        return sides_of(self.kind)

    def _question(self, side: Side) -> BeadsField:
        field = BeadsField(self.shelf, side.kinds, label=side.question, required=False)
        joined = self._joined_already(side)
        offered = self.shelf.offer(side.kinds, self._typed("find"), self._chosen(side.name), joined)
        field.choices = list(offered.choices)
        if not offered.total:
            (self.nothing_else if joined else self.nothing_yet).append(side)
        elif offered.total > len(offered.choices):
            field.help_text = f"{len(offered.choices)} of {offered.total:,} are listed."
        self.is_long = self.is_long or offered.total > MOST_OFFERED
        return field

    def _joined_already(self, side: Side) -> frozenset[int]:  # noqa: ARG002 - forms of beads that are there ask it
        """Return the numbers of beads that need not be offered; a new bead is joined to none."""
        return frozenset()

    def _typed(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").strip()[:100].replace("\x00", "")

    def _chosen(self, name: str) -> list[str]:
        if self.is_bound:
            return [str(value) for value in self.data.getlist(name)]  # type: ignore[attr-defined]
        return list(self.initial.get(name) or [])

    @property
    def before(self) -> list[forms.BoundField]:
        """Questions about what came before."""
        return self._asked(sides_before(self.kind))

    @property
    def after(self) -> list[forms.BoundField]:
        """Questions about what follows."""
        return self._asked(sides_after(self.kind))

    def _asked(self, sides: Sequence[Side]) -> list[forms.BoundField]:
        """Return the questions to which there is something to choose, or to which something wrong was sent."""
        empty = {side.name for side in (*self.nothing_yet, *self.nothing_else)} - set(
            self.errors if self.is_bound else ()
        )
        return [self[side.name] for side in sides if side.name in self.fields and side.name not in empty]

    @property
    def not_there_yet(self) -> str:
        """The kinds it may be joined to of which there is none here yet."""
        missing = {kind for side in self.nothing_yet for kind in side.kinds}
        return ", ".join(words(kind) for kind in WALK if kind in missing)

    @property
    def several(self) -> list[str]:
        """Names of the questions that take many answers."""
        return [side.name for side in self.sides]

    @property
    def joins(self) -> dict[Side, list[Bead]]:
        """What was chosen, once the form is valid."""
        return {side: self.cleaned_data[side.name] for side in self.sides if self.cleaned_data[side.name]}


class PayloadFields(forms.Form):
    """The fields of one kind's payload, with its own checks."""

    kind: BeadKind
    payload: Payload

    def add_payload_fields(self, kind: BeadKind) -> None:
        """Add a field for every field of the payload."""
        self.own = list(fields_of(kind))
        self.fields.update(fields_of(kind))

    @property
    def facts(self) -> list[forms.BoundField]:
        """The payload's own fields."""
        return [self[name] for name in self.own]

    def clean(self) -> dict[str, Any]:
        """Make the payload; what it refuses is shown at the field that is wrong."""
        cleaned = super().clean() or {}
        if any(name not in cleaned for name in self.own):
            return cleaned
        try:
            self.payload = PAYLOADS[self.kind](**{name: cleaned[name] for name in self.own})
        except PayloadError as error:
            self.add_error(error.field, f"{error.why} {error.next_step}")
        return cleaned


class AddForm(PayloadFields, JoinForm):
    """A new bead of one kind, with what it is joined to."""

    def __init__(self, *args: Any, kind: BeadKind, shelf: Shelf, **told: Any) -> None:
        super().__init__(*args, kind=kind, shelf=shelf, **told)
        self.add_payload_fields(kind)


def why_field(label: str, hint: str = "People who look at it later will read it.") -> forms.CharField:
    """Return a field for a reason."""
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 2})
    )


class EditForm(PayloadFields):
    """A bead's payload, changed for a reason."""

    why = why_field("Why is it changed?")

    def __init__(self, *args: Any, kind: BeadKind, **told: Any) -> None:
        super().__init__(*args, **told)
        self.kind = kind
        self.add_payload_fields(kind)


class ReasonForm(forms.Form):
    """A reason, for what is taken back. Residents need none of their own, so theirs is that they asked."""

    why = why_field("Why?", "People who look at it later will read it. “They asked” is enough.")


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it says yes."""


class LinkForm(JoinForm):
    """Joining a bead that is there already; only with kinds that the visitor may work on."""

    why = forms.CharField(
        label=_("Why do they belong together?"),
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, bead: Bead, user_may: frozenset[BeadKind], **told: Any) -> None:
        self.user_may, self.joined = user_may, joined_already(bead)
        super().__init__(*args, kind=BeadKind(bead.kind), **told)

    def _joined_already(self, side: Side) -> frozenset[int]:
        return self.joined.get((side.relation, side.others_first), frozenset())

    def _sides(self) -> tuple[Side, ...]:
        found = [
            Side(side.relation, side.others_first, tuple(kind for kind in side.kinds if kind in self.user_may))
            for side in sides_of(self.kind)
        ]
        return tuple(side for side in found if side.kinds)

    def clean(self) -> dict[str, Any]:
        """Need at least one choice."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(side.name) for side in self.sides):
            raise forms.ValidationError(_("Nothing is chosen. Tick what it should be joined to."))
        return cleaned


class MergeForm(OnceForm):
    """Which others become part of a bead, and why."""

    find = JoinForm.base_fields["find"]

    def __init__(self, *args: Any, bead: Bead, shelf: Shelf, **told: Any) -> None:
        super().__init__(*args, **told)
        kind = BeadKind(bead.kind)
        source = self.data if self.is_bound else self.initial
        chosen = self.data.getlist("others") if self.is_bound else self.initial.get("others", [])  # type: ignore[attr-defined]
        field = BeadsField(shelf, [kind], label=_("Which of these mean the same?"))
        offered = shelf.offer([kind], str(source.get("find") or "")[:100].replace("\x00", ""), chosen, {bead.pk})
        field.choices = list(offered.choices)
        self.fields["others"] = field
        self.fields["why"] = why_field("Why are they the same?")


class PartsForm(forms.Form):
    """The names of the parts that a bead is split into."""

    names = forms.CharField(
        label=_("What are the parts called?"),
        help_text=_("One name a line, two to nine of them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    why = why_field("Why are they different things?")

    def clean_names(self) -> list[str]:
        """Return the names."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if not 2 <= len(names) <= 9:
            raise forms.ValidationError(f"Give two to nine names, one a line; there are {len(names)}.")
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("Two parts have the same name. Name each differently."))
        if max(map(len, names)) > 200:
            raise forms.ValidationError(_("A name is longer than 200 characters. Shorten it."))
        return names


class ShareForm(forms.Form):
    """Which part takes which link."""

    def __init__(self, *args: Any, names: Sequence[str], links: Sequence[tuple[int, str]], **told: Any) -> None:
        super().__init__(*args, **told)
        choices = [(str(place), name) for place, name in enumerate(names)]
        for number, text in links:
            self.fields[f"link_{number}"] = forms.TypedMultipleChoiceField(
                label=text,
                choices=choices,
                coerce=int,
                initial=["0"],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Give this link to one part or more.")},
            )

    @property
    def shares(self) -> dict[int, list[int]]:
        """The places of the parts by link number, once valid."""
        return {int(name.removeprefix("link_")): places for name, places in self.cleaned_data.items()}
