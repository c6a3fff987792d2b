"""What the docs name is there: pages, commands, options, targets of make, files, decisions."""

from __future__ import annotations

import re
from pathlib import Path

import click

from seedbed.cli.main import app
from tests.house.floors import ROOT
from tests.journeys.visits import KEPT

DOCS = ROOT / "docs"
WRITTEN = sorted([*ROOT.glob("*.md"), *(page for page in DOCS.rglob("*.md") if "reference" not in page.parts)])
PAGES = sorted(DOCS.rglob("*.md"))
COMMAND = re.compile(r"^ {4,}(?:\.venv/bin/)?seedbed ([a-z].*)$", re.MULTILINE)
EXAMPLE = re.compile(r"\.\.\.|NAME")
NAMED = re.compile(r"`(?:\.venv/bin/)?seedbed ([a-z][^`]*)`")
TARGET = re.compile(r"(?:^ {4}|`)make ([a-z-]+)", re.MULTILINE)
PATH = re.compile(r"`((?:src|tests|tools|docs|benchmarks|cli|web|workflows|sources|reports|analysis|thread)/[\w/.-]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


NAV = set(re.findall(r"\s([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))


def _wrong(line: str) -> str | None:
    """Return what of a command line there is not: a command or an option."""
    words = line.split("#", maxsplit=1)[0].split()
    command: click.Command = app
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    if isinstance(command, click.Group) and words and re.fullmatch(r"[a-z-]+", words[0]):
        return words[0]
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)} | {"--help"}
    options = [re.match(r"--[a-z-]+", word) for word in words]
    return next((found[0] for found in options if found and found[0] not in known), None)


def test_commands_and_their_options_are_there() -> None:
    assert {page: wrong for page in WRITTEN if (wrong := _wrong_commands(page))} == {}


def _wrong_commands(page: Path) -> dict[str, str]:
    text = page.read_text("utf-8").replace("\\\n", " ")
    found = [*COMMAND.findall(text), *NAMED.findall(text)]
    return {line: wrong for line in found if (wrong := _wrong(line))}


def test_the_docs_name_commands() -> None:
    assert sum(len(COMMAND.findall(page.read_text("utf-8"))) for page in WRITTEN) > 30
    assert _wrong("places bake") == "bake"
    assert _wrong("places screen --whole england") == "--whole"


def test_targets_of_make_are_there() -> None:
    there = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for page in WRITTEN for target in TARGET.findall(page.read_text("utf-8"))}
    assert named >= {"demo", "test", "check"}
    assert named <= there


def test_links_and_files_are_there() -> None:
    assert {page: absent for page in WRITTEN if (absent := _absent(page))} == {}


def _absent(page: Path) -> list[str]:
    text = page.read_text("utf-8")
    links = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    return links + [name for name in PATH.findall(text) if not EXAMPLE.search(name) and not _is_there(name)]


def _is_there(name: str) -> bool:
    return any((base / name).exists() for base in (ROOT, ROOT / "src" / "seedbed"))


def test_every_page_is_in_the_menu() -> None:
    by_hand = {str(page.relative_to(DOCS)) for page in PAGES if "methods" not in page.parts or page.name == "index.md"}
    assert by_hand == NAV


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(page.name[:4]) for page in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_picture_that_is_shown_is_kept() -> None:
    texts = [page.read_text("utf-8") for page in (*PAGES, *ROOT.glob("*.md"))]
    shown = {name for text in texts for name in re.findall(r"screenshots/([\w-]+\.png)", text)}
    assert len(shown) > 5
    assert [name for name in shown if not (DOCS / "assets" / "screenshots" / name).exists()] == []


def test_every_picture_is_shown_and_every_shown_picture_is_there() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in WRITTEN
        for link in LINK.findall(page.read_text("utf-8"))
        if "assets/" in link
    }
    assert set((DOCS / "assets").rglob("*.*")) == shown


def test_every_picture_that_journeys_keep_is_shown() -> None:
    journeys = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "journeys").rglob("*.py"))
    kept = {*re.findall(r'\.keep\("([\w-]+)"', journeys), *KEPT.values()}
    assert len(kept) > 10
    assert {name for name in kept if not (DOCS / "assets" / "screenshots" / f"{name}.png").is_file()} == set()
