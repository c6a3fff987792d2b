"""What stands on every page on which helpers write down words: where confidence ends, and whom to tell."""

from __future__ import annotations

from django import template

from seedbed.web.consent.queries import languages_to_ask_in, sentences_for
from seedbed.web.places.models import Neighbourhood

register = template.Library()


@register.inclusion_tag("safeguarding/on_capture.html")
def worried_here(neighbourhood: Neighbourhood) -> dict[str, object]:
    """Show where confidence ends, in every language that is signed, and the way to say that one is worried.

    A draft is never among them: `sentences_for` gives signed words or our own English.
    """
    programme = neighbourhood.programme
    found = (sentences_for(programme, language) for language in languages_to_ask_in(programme))
    return {"neighbourhood": neighbourhood, "limits": [(language, told["safety"]) for language, told in found]}
