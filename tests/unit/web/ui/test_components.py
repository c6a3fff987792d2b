"""The small parts that pages are made of."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe

from seedbed.errors import UsageError
from seedbed.web.people.models import Scope, User
from seedbed.web.ui.tables import Column, LinkTo, Table

TABLE = Table(
    "Voices by stage", [Column("Stage"), Column("Voices", numeric=True)], [[LinkTo("Heard", "/heard/"), 62], ["<b>", 3]]
)


def part(name: str, **context: Any) -> str:
    """A component as a page shows it, on one line."""
    return re.sub(r"\s+", " ", render_to_string(f"ui/components/{name}.html", context))


def page(source: str, **context: Any) -> str:
    """What a template with our tags writes."""
    return Template("{% load seedbed %}" + source).render(Context(context))


def test_the_first_cell_of_a_row_heads_it() -> None:
    assert '<th class="nhsuk-table__header" scope="row"><a href="/heard/">Heard</a></th>' in part("table", table=TABLE)


def test_figures_stand_at_the_end_of_their_cell() -> None:
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">62</td>' in part("table", table=TABLE)


def test_a_table_can_be_scrolled_by_keyboard_under_its_name() -> None:
    assert '<div class="sb-scroll" role="region" aria-label="Voices by stage" tabindex="0">' in part(
        "table", table=TABLE
    )


def test_words_in_tables_stay_words() -> None:
    assert "&lt;b&gt;" in part("table", table=TABLE)


def test_a_chart_comes_with_its_figures_and_source() -> None:
    found = part("chart", picture=mark_safe("<svg></svg>"), caption="Voices", table=TABLE, source="The thread, 2026")
    assert '<div class="sb-chart__picture" role="group" aria-label="Voices" tabindex="0"><svg></svg></div>' in found
    assert "The thread, 2026" in found
    assert '<table class="nhsuk-table">' in found


def test_a_picture_that_is_not_known_to_be_safe_is_written_as_words() -> None:
    assert "<script>" not in part("chart", picture="<script>", caption="Voices")


def test_progress_says_how_far() -> None:
    found = part("progress", label="Loading", message="Reading tables", done=12, total=40)
    assert '<progress class="sb-progress__bar" aria-label="Loading" max="40" value="12">' in found
    assert "12 of 40" in found


def test_progress_without_an_end_shows_no_share() -> None:
    found = part("progress", label="Waiting")
    assert "value=" not in found
    assert '<p class="sb-progress__message">Waiting</p>' in found


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"kind": "voice", "page": "2"})
    found = part("pagination", page=Paginator(range(100), 10).get_page(2), request=request)
    assert 'href="?kind=voice&amp;page=3" rel="next"' in found
    assert 'aria-label="Page 2" aria-current="page"' in found


def test_a_list_of_one_page_shows_no_pages() -> None:
    assert "nav" not in part("pagination", page=Paginator(range(5), 10).get_page(1))


@pytest.mark.parametrize(("success", "role"), [(True, "alert"), (False, "region")])
def test_good_news_is_read_out_at_once(success: bool, role: str) -> None:
    assert f'role="{role}"' in part("notification", text="Kept.", success=success)


@pytest.mark.parametrize(
    ("success", "heading"),
    [(True, "Done"), ("success", "Done"), ("info", "Important"), ("warning", "Important"), ("error", "Important")],
)
def test_what_is_to_be_minded_is_not_called_done(success: bool | str, heading: str) -> None:
    assert f">{heading}</h2>" in part("notification", text="Write it on their card.", success=success)


def test_a_card_with_an_address_is_a_link() -> None:
    found = part("card", heading="Follow one voice", address="/follow/", level=3)
    assert "nhsuk-card--clickable" in found
    assert '<h3 class="nhsuk-card__heading nhsuk-heading-m"><a class="nhsuk-card__link" href="/follow/">' in found


def test_a_button_with_an_address_is_a_link() -> None:
    assert part("button", text="Go", address="/go/").strip().startswith('<a class="nhsuk-button" href="/go/"')
    assert '<button class="nhsuk-button nhsuk-button--warning"' in part("button", text="Withdraw", kind="warning")


def test_numbers_of_beads_are_written_from_left_to_right() -> None:
    expected = '<span class="sb-number" dir="ltr">16J-K</span>'
    assert page("{% printed 1234 %}") == expected
    assert page("{{ number|printed }}", number=1234) == expected


@pytest.mark.parametrize("name", ["../base", "Base", "a b", '"><script>', ""])
def test_no_other_script_can_be_named(name: str) -> None:
    with pytest.raises(UsageError):
        page("{% island name %}", name=name)


def test_what_stands_above_the_main_part_is_a_landmark() -> None:
    found = page('{% landmark "Where you are" %} <a href="/">Home</a> {% endlandmark %}')
    assert found == '<nav aria-label="Where you are"><a href="/">Home</a></nav>'


@pytest.mark.parametrize("inner", ["  ", '<nav aria-label="Breadcrumb"></nav>'])
def test_no_landmark_stands_around_nothing_or_around_another(inner: str) -> None:
    assert page('{% landmark "Where" %}' + inner + "{% endlandmark %}") == inner.strip()


def test_the_style_guide_is_for_people_with_an_account(client: Client, site: Scope) -> None:
    assert client.get("/style/").status_code == 302
    person = User.objects.create_user("dev@example.org", "Dev")
    client.force_login(person)
    assert "nhsuk-error-summary" not in client.get("/style/").content.decode()
    assert "nhsuk-error-summary" in client.get("/style/?wrong").content.decode()
