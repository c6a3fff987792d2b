"""Reads a page as plain facts: elements with attributes, and the text people see."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Page(HTMLParser):
    """The elements, ids and visible text of a page."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    _in_chapter: bool = False
    _hidden: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "h2":
            self.chapters.append("")
        self._in_chapter = self._in_chapter or tag == "h2"
        self._hidden = self._hidden or tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_chapter = self._in_chapter and tag != "h2"
        self._hidden = self._hidden and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)
        if self._in_chapter:
            self.chapters[-1] += data

    @property
    def text(self) -> str:
        """The visible text with single spaces."""
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element with a tag."""
        return [attributes for name, attributes in self.elements if name == tag]


def read_page(html: str) -> Page:
    """Read a page."""
    page = Page()
    page.feed(html)
    return page
