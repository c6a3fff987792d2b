"""The profile in short as a Word document: what two pages hold."""

from __future__ import annotations

from pathlib import Path

from docx.shared import Cm, Pt

from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_docx import ProfileWord
from seedbed.reports.profile_view import ProfileView, redacted
from seedbed.reports.svg import printable

SIZES = {"Normal": 9.0, "Title": 20.0, "Heading 1": 13.0, "Heading 2": 10.5, "List Bullet": 9.0}


def write_short_docx(document: ProfileDocument, path: Path) -> None:
    """Write the short form of the profile as a Word document to ``path``."""
    _ShortWord(ProfileView(redacted(document))).write(path)


class _ShortWord(ProfileWord):
    """Writes the parts that the short page has, in its order, in smaller print."""

    map_width = 8.0

    def write(self, path: Path) -> None:
        self._set_up()
        self._smaller()
        if self.profile.invented:
            self._say("Invented: this place, its people and its numbers are made up.", bold=True)
        self.word.add_heading(printable(f"{self.profile.name}: neighbourhood profile in short"), 0)
        self._few_words(notes=False, size=9.5)
        self._map()
        self._glance()
        if self.profile.core20:
            self._heading("Core20", 1)
            self._core20()
        self._heading("How sure we are", 1)
        self._say(" ".join(self.view.sure))
        self._say(f"Sources: {self.view.publishers}. Data pack: {self.profile.pack}. {self.view.words['full']}")
        self._say(self.profile.attribution, quiet=True)
        self.word.save(str(path))

    def _smaller(self) -> None:
        for name, size in SIZES.items():
            style = self.word.styles[name]
            style.font.size = Pt(size)
            style.paragraph_format.space_after = Pt(2)
            if name.startswith("Heading"):
                style.paragraph_format.space_before = Pt(6)
        section = self.word.sections[0]
        section.left_margin = section.right_margin = Cm(1.6)
        section.top_margin = section.bottom_margin = Cm(1.3)
