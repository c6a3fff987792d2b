"""The form of a street shift for phones that others already have, in every language in which residents may be asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from seedbed.formats.xlsform import Asked, Choice, FormWritten
from seedbed.formats.xlsform_receipt import DIGEST, NUMBER, receipt_rows
from seedbed.web.capture.about import about
from seedbed.web.capture.models import Device, DeviceKind
from seedbed.web.consent.card_questions import CARD_QUESTIONS, PREFER_NOT_TO_SAY
from seedbed.web.consent.models import AgeBand, ConsentScope
from seedbed.web.phones import roles as meaning
from seedbed.web.phones.asset_list import FILE, has_list
from seedbed.web.places.models import Neighbourhood

SCOPES = (
    ConsentScope.TAKE_PART,
    ConsentScope.QUOTE,
    ConsentScope.AUDIO,
    ConsentScope.PHOTO,
    ConsentScope.CARD,
    ConsentScope.PUBLIC_DISPLAY,
)
"""What is asked for: what a form app can bring."""
_AGES = {
    AgeBand.UNDER_13: _("Under 13"),
    AgeBand.FROM_13: _("13 to 15"),
    AgeBand.FROM_16: _("16 or 17"),
    AgeBand.ADULT: _("18 or over"),
}
_CHILD = "${age_band} = 'under_13' or ${age_band} = '13_15'"
_HEARD = f"${{take_part}} = 'yes' and (not({_CHILD}) or (${{guardian}} = 'yes' and ${{assent}} = 'yes'))"
_RECEIPT = _("Take a photo of it or write it down. The number shows what became of your words.")


@dataclass(frozen=True, slots=True)
class OurForm:
    """The form as a workbook has it, what its questions mean, and the version of the words of consent by language."""

    written: FormWritten
    roles: Mapping[str, str]
    wordings: Mapping[str, str]


def our_form(neighbourhood: Neighbourhood) -> OurForm:
    """Return the form of a neighbourhood; its version changes with its words."""
    told = about(Device(neighbourhood=neighbourhood, kind=DeviceKind.FORM)) | {"listed": has_list(neighbourhood)}
    wordings = {each["language"]: each for each in told["wordings"]}
    names = dict(settings.LANGUAGES)
    languages = [(code, str(names.get(code, code))) for code in wordings]
    maker = _Maker([code for code, _name in languages], wordings)
    survey = [*maker.opening(languages), *maker.consent(), *maker.heard(told), *maker.card(), *maker.receipt()]
    form = FormWritten(
        form_id=f"seedbed-{neighbourhood.slug}"[:200],
        title=f"Listening: {neighbourhood.name}"[:200],
        version="",
        languages=languages,
        survey=survey,
        choices=list(maker.choices),
    )
    versions = {code: str(each["version"]) for code, each in wordings.items()}
    return OurForm(replace(form, version=_version(form, versions)), maker.roles, versions)


def _version(form: FormWritten, versions: Mapping[str, str]) -> str:
    """Return a version worked out from all that the form says."""
    said = json.dumps([repr(form), sorted(versions.items())])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


class _Maker:
    def __init__(self, codes: Iterable[str], wordings: Mapping[str, Mapping[str, Any]]) -> None:
        self.codes, self.wordings = list(codes), wordings
        self.roles: dict[str, str] = {}
        self.choices: list[Choice] = [
            Choice("yes_no", "yes", self._all(_("Yes"))),
            Choice("yes_no", "no", self._all(_("No"))),
        ]

    def _all(self, text: str) -> dict[str, str]:
        """Return a text of the catalogues in each language."""
        found = {}
        for code in self.codes:
            with override(code):
                found[code] = gettext(text)
        return found

    def _signed(self, name: str) -> dict[str, str]:
        """Return a sentence of consent in each language, as it was signed."""
        return {code: str(self.wordings[code]["sentences"].get(name, "")) for code in self.codes}

    def _asked(self, kind: str, name: str, labels: Mapping[str, str], role: str = "", **more: str) -> Asked:
        if role:
            self.roles[name] = role
        return Asked(kind, name, labels, more=more)

    def opening(self, languages: Iterable[tuple[str, str]]) -> list[Asked]:
        """Return what is told first, and the language that is spoken."""
        every = list(languages)
        self.choices += [Choice("languages", code, dict.fromkeys(self.codes, name)) for code, name in every]
        told = [
            self._asked("note", f"told_{name}", self._signed(name))
            for name in ("introduction", "safety", "withdrawing")
        ]
        return [
            Asked("start", "start"),
            Asked("end", "end"),
            self._asked(
                "select_one languages", "language", self._all(_("Which language shall we speak?")), meaning.LANGUAGE,
                required="yes",
            ),
            *told,
        ]  # fmt: skip

    def consent(self) -> list[Asked]:
        """Return the questions of consent, each with a yes and a no."""
        self.choices += [Choice("ages", band.value, self._all(words)) for band, words in _AGES.items()]
        asked = [
            self._asked(
                "select_one yes_no", "take_part", self._signed("take_part"), meaning.TAKE_PART, required="yes"
            ),
            self._asked(
                "select_one ages", "age_band", self._all(_("How old are you?")), meaning.AGE, required="yes",
                relevant="${take_part} = 'yes'",
            ),
            self._asked(
                "select_one yes_no", "guardian", self._signed("guardian"), meaning.GUARDIAN, required="yes",
                relevant=f"${{take_part}} = 'yes' and ({_CHILD})",
            ),
            self._asked(
                "select_one yes_no", "assent", self._signed("assent"), meaning.ASSENT, required="yes",
                relevant=f"${{take_part}} = 'yes' and ({_CHILD})",
            ),
        ]  # fmt: skip
        for scope in SCOPES[1:]:
            role = f"{meaning.AGREE}{scope.value}"
            asked.append(
                self._asked(
                    "select_one yes_no", f"agree_{scope.value}", self._signed(scope.value), role, relevant=_HEARD
                )
            )
        return asked

    def heard(self, told: Mapping[str, Any]) -> list[Asked]:
        """Return the questions of what they say, where, and with which photo or voice."""
        for name, texts in (("prompts", told["prompts"]), ("categories", told["categories"])):
            self.choices += [
                Choice(name, f"{name[0]}{number}", self._all(text)) for number, text in enumerate(texts, 1)
            ]
        rows = []
        if told["prompts"]:
            rows.append(("select_one prompts", "prompt", _("Question"), meaning.PROMPT, _HEARD))
        rows += [
            ("text", "words", _("Word for word"), meaning.WORDS, _HEARD),
            *self._listed(told),
            ("geopoint", "place", _("Where is that?"), meaning.PLACE, _HEARD),
            ("geotrace", "way", _("Which way do they go?"), meaning.PLACE, _HEARD),
            ("geoshape", "area", _("Which area do they mean?"), meaning.PLACE, _HEARD),
        ]
        if told["categories"]:
            rows.append(("select_one categories", "sticker", _("Sticker"), meaning.STICKER, _HEARD))
        rows += [
            ("audio", "voice", _("Record the voice"), "", f"({_HEARD}) and ${{agree_audio}} = 'yes'"),
            ("image", "photo", _("Take or choose a photo"), "", f"({_HEARD}) and ${{agree_photo}} = 'yes'"),
            ("select_one yes_no", "blur", _("Blur faces"), meaning.BLUR, f"({_HEARD}) and ${{agree_photo}} = 'yes'"),
        ]
        looks = {
            "words": "multiline",
            "listed": "minimal autocomplete",
            "way": "placement-map",
            "area": "placement-map",
        }
        return [
            self._asked(
                kind,
                name,
                self._all(text),
                role,
                relevant=when,
                **({"appearance": looks[name]} if name in looks else {}),
            )
            for kind, name, text, role, when in rows
        ]

    def _listed(self, told: Mapping[str, Any]) -> list[tuple[str, str, str, str, str]]:
        """Return the question that names an asset of the list, where there is a list."""
        if not told["listed"]:
            return []
        return [(f"select_one_from_file {FILE}", "listed", _("Choose from a list of places"), meaning.ASSET, _HEARD)]

    def card(self) -> list[Asked]:
        """Return the questions of the card, in bands; preferring not to say is an answer too."""
        when = f"({_HEARD}) and ${{agree_card}} = 'yes'"
        rows = []
        for each in CARD_QUESTIONS:
            name = f"card_{each.characteristic}"
            self.choices += [Choice(name, band.id, self._all(band.words)) for band in each.bands]
            self.choices.append(Choice(name, PREFER_NOT_TO_SAY, self._all(_("Prefer not to say"))))
            role = f"{meaning.CARD}{each.characteristic}"
            rows.append(self._asked(f"select_one {name}", name, self._all(each.asks), role, relevant=when))
        return rows

    def receipt(self) -> list[Asked]:
        """Return the rows that make a receipt on the phone."""
        rows = receipt_rows(self._all(_RECEIPT), self._all(_("They have taken their receipt down")), _HEARD)
        self.roles |= {NUMBER: meaning.RECEIPT_NUMBER, DIGEST: meaning.RECEIPT_DIGEST}
        return rows
