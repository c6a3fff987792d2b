"""What a page of HTML says in words. Nothing of it is run, fetched or kept as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONGEST_HTML = 500_000
"""Signs of a page that are read: more than five times the longest words that are kept."""
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe"})
_LINES = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol"})
_QUOTES = frozenset({"blockquote"})


def text_of_html(html: str) -> str:
    """Return the words that a reader of a page would see, without what it quotes of other e-mails."""
    reader = _Words()
    whole, closed, rest = html[:LONGEST_HTML].rpartition(">")
    # What begins a mark and never ends it has the parser look at all that follows, again and again.
    reader.feed(whole + closed + rest.partition("<")[0])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quoted = tag in _QUOTES or any(name == "class" and "gmail_quote" in (value or "") for name, value in attrs)
        if (tag in _SILENT or quoted or tag in self._silent) and tag != "br":
            self._silent.append(tag)
        elif tag in _LINES and not self._silent:
            self.words.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as it is called
        if tag in _LINES and not self._silent:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _LINES and not self._silent:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
