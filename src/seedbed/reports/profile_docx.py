"""The profile as a Word document: real headings, real tables with header rows, pictures with alternative text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from seedbed.reports.care import level_text, limit_text, powers
from seedbed.reports.figure_view import FigureView, GroupView
from seedbed.reports.profile_documents import CareOrganisation, ProfileDocument
from seedbed.reports.profile_view import ProfileView, TopicView, redacted
from seedbed.reports.svg import png, printable
from seedbed.reports.words import count, number, short_name

Rows = Sequence[Sequence[str]]

BRAND = RGBColor(0x0B, 0x4F, 0x6C)
INK = RGBColor(0x21, 0x2B, 0x32)
QUIET = RGBColor(0x4C, 0x5A, 0x63)


def write_profile_docx(document: ProfileDocument, path: Path, tables: Mapping[str, Sequence[str]] = {}) -> None:
    """Write the profile as a Word document to ``path``; ``tables`` are the pack's files by source."""
    ProfileWord(ProfileView(redacted(document), tables)).write(path)


class ProfileWord:
    """Writes one profile, part by part, in the order of the page."""

    map_width = 13.0
    """Centimetres."""

    def __init__(self, view: ProfileView) -> None:
        self.view = view
        self.profile = view.document
        self.word: Any = Document()

    def write(self, path: Path) -> None:
        """Write the document to a file."""
        self._set_up()
        self._opening()
        self._map()
        self._glance()
        for topic in self.view.topics:
            self._topic(topic)
        self._groups_to_plan_for()
        self._care_and_fit()
        self._all_figures()
        self._sources()
        self.word.save(str(path))

    def _set_up(self) -> None:
        properties = self.word.core_properties
        properties.title = f"{printable(self.profile.name)}: neighbourhood profile"
        properties.language = "en-GB"
        properties.author = "Seedbed"
        properties.comments = "Invented place, people and numbers." if self.profile.invented else ""
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        for name, size, colour in (
            ("Normal", 10.5, INK),
            ("Title", 28, BRAND),
            ("Heading 1", 18, BRAND),
            ("Heading 2", 13, INK),
            ("Heading 3", 11, INK),
        ):
            self._style(name, size, colour)

    def _style(self, name: str, size: float, colour: RGBColor) -> None:
        style = self.word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), "Arial")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_after = Pt(5)
        if name.startswith("Heading"):
            style.font.bold, style.paragraph_format.keep_with_next = True, True
            style.paragraph_format.space_before = Pt({"1": 20, "2": 13, "3": 9}[name[-1]])

    def _heading(self, text: str, level: int) -> None:
        self.word.add_heading(printable(text), level)

    def _say(self, text: str, *, bold: bool = False, quiet: bool = False, style: str | None = None) -> Any:
        paragraph = self.word.add_paragraph(style=style)
        run = paragraph.add_run(printable(text))
        run.bold = bold
        if quiet:
            run.font.size, run.font.color.rgb = Pt(9), QUIET
        return paragraph

    def _picture(self, svg: str, words: str, width: float) -> None:
        if not svg:
            return
        self.word.add_picture(io.BytesIO(png(svg)), width=Cm(width))
        picture = self.word.inline_shapes[len(self.word.inline_shapes) - 1]
        picture._inline.docPr.set("descr", printable(words))  # noqa: SLF001 - python-docx has no other way to alt text
        picture._inline.docPr.set("title", printable(words.split(".", maxsplit=1)[0]))  # noqa: SLF001 - as above
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True

    def _table(self, caption: str, header: Sequence[str], rows: Rows, *, size: float = 9) -> None:
        paragraph = self._say(caption, bold=True)
        paragraph.paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1, cols=len(header))
        table.autofit = True
        _describe(table, printable(caption))
        _repeat_header(table.rows[0])
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            _fill(cell, text, size, bold=True)
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                _fill(cell, text, size)
        for row in table.rows:
            _keep_whole(row)
        _lines(table)
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _opening(self) -> None:
        if self.profile.invented:
            self._say("Invented: this place, its people and its numbers are made up.", bold=True)
        self._say("Neighbourhood profile", quiet=True)
        self.word.add_heading(printable(self.profile.name), 0)
        self._say(
            "For the people who live here, community organisations and the partnership that works with them: what "
            "there is to build on, what is needed, and how sure we are."
        )
        self._few_words(notes=True)

    def _few_words(self, *, notes: bool, size: float = 12) -> None:
        self._heading("In a few words", 1)
        paragraph = self.word.add_paragraph()
        for text, note in self.view.notes:
            marked = note if notes else None
            paragraph.add_run(printable(text) + ("" if marked else " ")).font.size = Pt(size)
            if marked:
                mark = paragraph.add_run(f"{marked.number} ")
                mark.font.superscript = True
        for _, note in self.view.notes if notes else []:
            if note:
                told = "; ".join(_note_text(view) for view in note.figures)
                self._say(f"{note.number}. {told}.", quiet=True)

    def _map(self) -> None:
        self._heading("Where it is", 1)
        areas = [
            [
                f"{self.view.keys[area.code]}: {area.name} ({area.code})",
                count(area.population),
                f"{number(area.share * 100, 0)}%",
                str(area.imd_decile or "not known"),
            ]
            for area in self.profile.areas
        ]
        told = ". ".join(f"{name}, deprivation decile {decile}" for name, _, _, decile in areas)
        self._picture(self.view.map, f"Map of {self.profile.name}. {told}.", self.map_width)
        self._table("Small areas on the map", ["Small area", "Residents", "Share inside", "Deprivation decile"], areas)

    def _glance(self) -> None:
        profile = self.profile
        self._heading("At a glance", 1)
        dated = (profile.population_period, profile.population_source)
        rows = [
            ["Residents", ", ".join(filter(None, (count(profile.population), *dated)))],
            ["Small areas", str(len(profile.areas))],
            ["Deprivation", f"{self.view.decile_text} of 10; 1 is the most deprived tenth nationally"],
        ]
        if profile.core20:
            share = f"{number(profile.core20.share * 100, 0)}%"
            rows.append(["In the most deprived fifth", f"{share} of residents, {count(profile.core20.population)}"])
        self._table("At a glance", ["What", "Here"], rows)
        self._standing_out()

    def _standing_out(self) -> None:
        for kind, heading in (("strength", "To build on"), ("need", "Where needs are greater")):
            self._heading(heading, 2)
            for item in self.view.standing_out[kind]:
                text = f"{item.figure.name}: {item.value}. {item.short_sentence} {item.caution}"
                self._say(text.strip(), style="List Bullet")
            if not self.view.standing_out[kind]:
                self._say("Nothing in these figures differs beyond chance this way.")
        if self.view.far:
            self._heading(f"Also far from {self.view.country}, but cannot be tested", 2)
            self._say(self.view.words["untested"], quiet=True)
            for item, far in self.view.far:
                self._say(f"{item.figure.name}: {item.value}. {far.reason}", style="List Bullet")

    def _topic(self, topic: TopicView) -> None:
        self._heading(topic.title, 1)
        for group in topic.groups:
            self._group(group)
        for view in topic.key:
            self._figure(view)

    def _figure(self, view: FigureView) -> None:
        self._heading(view.figure.name, 2)
        paragraph = self.word.add_paragraph()
        value = paragraph.add_run(printable(view.value))
        value.bold, value.font.size = True, Pt(18)
        said = f"Of {view.figure.larger_area}, a larger area" if view.figure.larger_area else view.tag
        paragraph.add_run(printable(f"  {said}")).bold = True
        interval = f"95% interval {view.interval}. " if view.interval else ""
        self._say(interval + " ".join([*view.sentences, view.caution, view.inside_text]).strip())
        rows = [[row.name, row.value, row.interval or "none given", row.verdict] for row in view.comparator_rows]
        told = ". ".join(f"{row[0]}: {row[1]}" for row in rows)
        self._picture(view.chart, f"{view.figure.name}. {told}.", 9.5)
        if view.figure.value is not None:
            self._table(f"{view.figure.name}, beside larger areas", ["Area", "Value", "Interval", "Here is"], rows)
        if view.trend:
            times = [[period, *(cell.value for cell in cells)] for period, cells in view.trend_rows]
            self._picture(view.trend, f"{view.figure.name} over time. The table below gives the same numbers.", 9.5)
            self._table(f"{view.figure.name}, over time", ["Period", *view.trend_areas], times)
            for note in view.trend_notes:
                self._say(note, quiet=True)
        self._say(self._provenance(view), quiet=True)

    def _provenance(self, view: FigureView) -> str:
        source = self.view.source(view)
        parts = (source.publisher, source.title, source.licence) if source else (view.figure.source,)
        named = f"Source: {', '.join(part for part in parts if part)}."
        fraction = f"{view.fraction}." if view.fraction else ""
        return " ".join(part for part in (fraction, view.method, f"{view.figure.period}.", named, view.level) if part)

    def _group(self, group: GroupView) -> None:
        self._heading(group.title, 2)
        rows = [
            [row.label, row.count, row.value, row.interval, *(_with_interval(*each) for each in row.comparators)]
            for row in group.rows
        ]
        told = ". ".join(f"{row[0]}: {row[2]}" for row in rows)
        self._picture(group.chart, f"{group.title}. {told}.", 9.5)
        header = ["Group", "Count", "Here", "Interval", *group.comparator_names]
        first = group.members[0]
        caption = f"{group.title}: share of {count(first.figure.denominator)} {first.figure.denominator_name}"
        self._table(caption, header, rows, size=8.5)
        self._say(self._provenance(first), quiet=True)

    def _groups_to_plan_for(self) -> None:
        profile = self.profile
        if not (profile.core20 or profile.plus_groups):
            return
        self._heading("Groups to plan for", 1)
        self._core20()
        rows = [
            [
                group.name,
                f"{number(group.value)}%",
                f"{number(group.comparator)}% {group.comparator_name}",
                group.reason,
            ]
            for group in profile.plus_groups
        ]
        if rows:
            self._say(self.view.words["plus"])
            self._table("PLUS groups that stand out here", ["Group", "Here", "Beside", "Why it is named"], rows)

    def _core20(self) -> None:
        if found := self.profile.core20:
            people = f"{count(found.population)} residents ({number(found.share * 100, 0)}%)"
            self._say(f"{self.view.words['core20']} Here: {people}. {found.rule}")

    def _care_and_fit(self) -> None:
        profile = self.profile
        self._heading("Who plans care here", 1)
        rows = [
            [level_text(area), area.name, area.code, f"{number(area.share * 100, 0)}%"] for area in profile.surroundings
        ]
        if rows:
            header = ["Level", "Name", "Code", "Share of residents in it"]
            self._table("Areas of planning and care around the neighbourhood", header, rows)
        if profile.care_note:
            self._say(profile.care_note)
        if profile.care_organisations:
            header = ["Organisation", "What it can do", "May commit alone", "When it decides"]
            caption = "Organisations that plan, pay for or give care here, and what each can do"
            self._table(caption, header, [_organisation_row(each) for each in profile.care_organisations], size=8.5)
        sites = [(kind, site) for kind, sites in self.view.sites.items() for site in sites]
        places = [[kind, site.name, "inside" if site.inside else "nearby"] for kind, site in sites]
        if places:
            self._table("Known places in and near the neighbourhood", ["Kind", "Name", "Where"], places)
        self._heading("How well figures fit the boundary", 1)
        self._say(" ".join([profile.boundary_fit.explanation, *profile.boundary_fit.notes]))
        header = ["Rule", "Residents inside"]
        self._table("Residents inside, by every rule the data allow", header, self.view.population_by_rule)

    def _all_figures(self) -> None:
        section = self.word.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        self._heading("All figures", 1)
        for text, key in self.view.keyed_notes.items():
            self._say(f"{key} {text}", quiet=True)
        names = [short_name(name) for _, name in self.view.comparators]
        for topic in self.view.topics:
            self._heading(topic.title, 2)
            rows = [self._complete_row(view) for view in topic.all]
            header = ["Figure", "Here", "Interval", "Out of", *names, "Period", "Source", "Notes"]
            self._table(f"{topic.title}: all {len(rows)} figures", header, rows, size=7.5)
            spread = [view for view in topic.all if view.figure.inside]
            if spread:
                keys = [self.view.keys[area.code] for area in self.profile.areas]
                inside = [
                    [view.figure.name, *(self.view.inside_cell(view, area.code) for area in self.profile.areas)]
                    for view in spread
                ]
                self._table(f"{topic.title}: the spread inside", ["Figure", *keys], inside, size=7.5)

    def _complete_row(self, view: FigureView) -> list[str]:
        beside = [
            " ".join(part for part in (value, f"({stands})" if stands else "") if part)
            for value, stands in (self.view.comparator_cell(view, code) for code, _ in self.view.comparators)
        ]
        unit = f", {view.figure.unit}" if view.figure.unit != view.row_unit else ""
        own = [view.figure.name + unit, view.row_value, view.interval, view.fraction]
        notes = " ".join(self.view.note_keys(view))
        return [*own, *beside, view.figure.period, str(view.source_number or view.figure.source), notes]

    def _sources(self) -> None:
        self._heading("Sources and how this was made", 1)
        for place, source in enumerate(self.profile.sources, 1):
            parts = [f"{source.publisher}: {source.title}", source.period, source.licence, source.url]
            self._say(f"{place}. " + ". ".join(part for part in parts if part))
        self._say(self.profile.attribution)
        self._say(f"Data pack: {self.profile.pack}. {self.profile.suppression_rule}")
        for note in self.profile.suppression_notes:
            self._say(note)
        self._say(self.view.words["intervals"])
        if self.view.limits:
            self._say(f"“Beyond chance” means outside the control limits for a place of this size: {self.view.limits}.")
        tables = [[f"{place} {title}", files] for place, title, files in self.view.source_tables]
        if tables:
            self._table("Tables of the pack that figures come from", ["Source", "Table of the pack"], tables)


def _organisation_row(each: CareOrganisation) -> list[str]:
    does = ". ".join(f"{power}: {text}" for power, text in powers(each))
    answers = f" Answers to {each.answers_to}." if each.answers_to else ""
    return [f"{each.name}. {each.role}, for {each.footprint}.{answers}", does, limit_text(each), each.decides_when]


def _with_interval(value: str, interval: str) -> str:
    return f"{value} ({interval})" if interval else value


def _note_text(view: FigureView) -> str:
    parts = [f"{view.figure.name}: {view.value}", f"({view.interval})" if view.interval else "", view.figure.period]
    return ", ".join(part for part in parts if part)


def _fill(cell: Any, text: str, size: float, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(size), bold


def _describe(table: Any, words: str) -> None:
    """Give a table its title for people who hear it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)  # noqa: SLF001 - python-docx has no other way to a table's title


def _repeat_header(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - python-docx has no other way to a header row


def _keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().insert(0, whole)  # noqa: SLF001 - python-docx has no other way


def _lines(table: Any) -> None:
    """Draw a thin line under each row."""
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D1D5")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001 - python-docx has no other way to borders
    if layout is None:
        table._tbl.tblPr.append(borders)  # noqa: SLF001 - as above
    else:
        layout.addprevious(borders)
