"""Finds words of a template that no translator would ever see, with Django's own lexer and Python's own HTML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

LETTER = re.compile(r"[^\W\d_]")
SPOKEN = frozenset({"title", "aria-label", "aria-description", "placeholder", "alt", "content"})
"""Attributes whose words are shown or read out."""
ONLY_CODE = frozenset({"style", "script", "code"})
"""Elements that hold no words of a language."""
NO_WORDS = frozenset({"blocktranslate", "blocktrans", "comment", "verbatim"})
HANDED = re.compile(r"""\b(text|label|heading|summary|caption|hidden_text|legend|message|hint)=(["'])(.*?)\2""")
"""Words that are handed to a component."""
OURS = re.compile(r"Seedbed")
"""Names that are the same in every language."""
MARK = "\ue000"
"""Stands where Django writes something; it is no letter."""


class _Reader(HTMLParser):
    """Collects what stands between tags, and what attributes say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the words of attributes."""
        self._code += tag in ONLY_CODE
        told = dict(attrs)
        self.found += [
            value
            for name, value in told.items()
            if value and name in SPOKEN and not (name == "content" and tag == "meta") and _is_bare(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        """Leave what holds no words."""
        self._code -= tag in ONLY_CODE

    def handle_data(self, data: str) -> None:
        """Note words between tags."""
        if not self._code and _is_bare(data):
            self.found.append(data)


def bare_words(template: str) -> list[str]:
    """Return the words of a template that stand outside ``translate`` and ``blocktranslate``, as they stand there."""
    reader = _Reader()
    reader.feed("".join(_left(Lexer(template).tokenize())))
    reader.close()
    return [" ".join(each.replace(MARK, " … ").split()) for each in reader.found]


def bare_arguments(template: str) -> list[str]:
    """Return the words that a template hands on to a component without ``_()``."""
    tags = [token.contents for token in Lexer(template).tokenize() if token.token_type == TokenType.BLOCK]
    handing = [each for each in tags if each.split(" ", 1)[0] in {"include", "with"}]
    return [text for each in handing for _, _, text in HANDED.findall(each) if _is_bare(text)]


def _left(tokens: list[Token]) -> Iterator[str]:
    ends = ""
    for token in tokens:
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if ends:
            ends = "" if name == ends else ends
        elif name in NO_WORDS or token.contents == "block width":  # the width of a page is a name of a style
            ends = "endblock" if name == "block" else f"end{name}"
            yield MARK
        elif token.token_type == TokenType.TEXT:
            yield token.contents
        else:
            yield MARK


def _is_bare(words: str) -> bool:
    return bool(LETTER.search(OURS.sub("", words)))
