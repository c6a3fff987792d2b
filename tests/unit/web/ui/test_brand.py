"""The brand's colour is checked, and served as a stylesheet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.web.ui.brand import checked_colour, contrast_with_white


@pytest.mark.parametrize(("given", "kept"), [("#005EB8", "#005eb8"), (" #00594c ", "#00594c"), ("#036", "#003366")])
def test_a_dark_colour_is_kept(given: str, kept: str) -> None:
    assert checked_colour(given) == kept


@pytest.mark.parametrize("given", ["", "blue", "#12345", "#00594c;}body{display:none", "url(x)", "#gggggg"])
def test_what_is_no_colour_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="SEEDBED_BRAND_COLOUR"):
        checked_colour(given)


def test_a_colour_too_light_for_white_letters_is_refused() -> None:
    with pytest.raises(UsageError, match="too light"):
        checked_colour("#ffeb3b")


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_the_guideline(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


def test_the_stylesheet_carries_the_colour(client: Client) -> None:
    answer = client.get(reverse("ui:brand"))
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer.content == b":root { --sb-brand: #005eb8; }\n"
