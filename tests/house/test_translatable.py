"""Every word of a page can be translated, and catalogues hold what pages say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tools import translations

from tests.house.bare_words import bare_arguments, bare_words
from tests.house.floors import WEB

FOR_BUILDERS = {"ui/templates/ui/style_guide.html"}
"""A page of samples for those who build pages: its words are no one's but theirs."""
TEMPLATES = [
    path for path in sorted(WEB.glob("*/templates/**/*.html")) if path.relative_to(WEB).as_posix() not in FOR_BUILDERS
]
CATALOGUES = translations.catalogues()
LANGUAGES = [translations.language_of(path) for path in CATALOGUES]
FIELD = re.compile(r"%\((\w+)\)[sd]|%[sd]|{(\w*)}")
MARKUP = re.compile(r"</?\w+[^>]*>|&\w+;")


def test_no_word_of_a_template_stands_outside_the_catalogues() -> None:
    """Write ``{% translate %}``, ``{% blocktranslate %}``, or ``_("...")`` where words are handed on."""
    templates = {path: path.read_text("utf-8") for path in TEMPLATES}
    assert templates
    found = {path: bare_words(template) + bare_arguments(template) for path, template in templates.items()}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello …"]),
        ('<p title="Hello">{{ name }}</p>', ["Hello"]),
        ('<a href="/x" aria-label="Go to {{ place }}">1.</a>', ["Go to …"]),
        ('<img src="x.png" alt="{% if a %}A map{% endif %}">', ["… A map …"]),
        ('<input placeholder="Name">', ["Name"]),
        ('<p class="sb-quiet" id="words">{% translate "Hello" %}: 12–14</p>', []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% plural %}All{% endblocktranslate %}</p>", []),
        ("{% comment %}text; address{% endcomment %}{# a remark #}<code>seedbed demo</code>", []),
        ("{% block width %}sb-wide{% endblock %}<b>Seedbed</b>&nbsp;{{ name }}", []),
    ],
)
def test_bare_words_are_found_wherever_a_template_can_hold_them(template: str, found: list[str]) -> None:
    assert bare_words(template) == found


def test_bare_words_that_are_handed_to_a_component_are_found() -> None:
    assert bare_arguments('{% include "x.html" with text="Keep" kind="small" %}') == ["Keep"]
    assert bare_arguments('{% include "x.html" with text=_("Keep") kind="small" %}') == []


def test_there_is_a_catalogue_of_every_language_that_is_offered() -> None:
    from seedbed.web.ui.offered import OFFERED

    assert sorted(code for code, _ in OFFERED if not code.startswith("en")) == LANGUAGES


@pytest.mark.parametrize("path", CATALOGUES, ids=translations.language_of)
def test_a_translation_has_the_fields_and_markup_of_its_english(path: Path) -> None:
    pairs = [(_forms(message.id), _forms(message.string)) for message in translations.read(path) if message.id]
    assert [(english[0], form) for english, said in pairs for form in said if form and not _fits(form, english)] == []


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def _fits(form: str, english: tuple[str, ...]) -> bool:
    """A form of a number may say the number in a word, so it may leave a field out; it never has one of its own."""
    fields, wanted = set(FIELD.findall(form)), set(FIELD.findall(english[-1]))
    same = fields <= wanted if len(english) > 1 else fields == wanted
    markup = sorted(MARKUP.findall(form)) == sorted(MARKUP.findall(english[0]))
    return same and markup and (('"' in form) <= ('"' in english[0]))


@pytest.mark.parametrize("path", CATALOGUES, ids=translations.language_of)
def test_a_number_has_all_the_forms_of_its_language(path: Path) -> None:
    forms = int(re.findall(r"nplurals=(\d)", translations.PLURALS[translations.language_of(path)])[0])
    several = [_forms(message.string) for message in translations.read(path) if isinstance(message.id, tuple)]
    said = [each for each in several if any(each)]
    assert said
    assert {len(each) for each in said} == {forms}
    assert all(all(each) for each in said)


@pytest.mark.parametrize("path", CATALOGUES, ids=translations.language_of)
def test_a_catalogue_says_what_it_is_and_nothing_that_changes_by_itself(path: Path) -> None:
    head = path.read_text("utf-8").split("\n\n", 1)[0]
    assert f'"Language: {translations.language_of(path)}\\n"' in head
    assert '"X-Seedbed-Status: draft\\n"' in head
    assert "Date" not in head


def test_words_are_gathered_from_templates_code_and_settings() -> None:
    words = {message.id for message in translations.gathered()}
    assert {"Skip to main content", "The number on your receipt", "There is no such page.", "Your receipt"} <= words
    assert ("%(many)s thing in it was marked.", "%(many)s things in it were marked.") in words


FORMS = sorted(WEB.glob("*/*forms.py"))


def test_labels_hints_and_errors_of_forms_are_in_the_catalogues() -> None:
    assert FORMS
    assert {path: words for path in FORMS if (words := _bare_words_of_forms(path))} == {}


def _bare_words_of_forms(path: Path) -> list[object]:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    told = [each.value for call in calls for each in call.keywords if each.arg in {"label", "help_text"}]
    told += [call.args[0] for call in calls if call.args and ast.unparse(call.func).endswith("ValidationError")]
    return [node.value for node in told if isinstance(node, ast.Constant) and node.value]
