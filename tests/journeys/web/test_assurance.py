"""Whoever runs a site reads the assurance pack, prints a document, and takes it away."""

from __future__ import annotations

from tests.journeys.web.conftest import VisitAs


def test_an_owner_reads_prints_and_takes_the_assurance_pack(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    owner.go("/assurance/")
    owner.check_for_everyone()
    owner.keep("assurance", height=1100)
    owner.page.get_by_role("link", name="Data protection impact assessment").click()
    owner.page.get_by_role("heading", name="What is still open").wait_for()
    owner.check_for_everyone()
    owner.keep("impact-assessment", height=1400)
    owner.page.emulate_media(media="print")
    assert not owner.page.get_by_role("button", name="Download as a Word file").is_visible()
    assert owner.page.get_by_role("heading", name="What is still open").is_visible()
    owner.page.emulate_media(media="screen")
    with owner.page.expect_download() as download:
        owner.page.get_by_role("button", name="Download as a Word file").click()
    assert download.value.suggested_filename.startswith("impact-assessment-")
    assert download.value.path().read_bytes().startswith(b"PK")


def test_every_document_reads_well_both_ways_round(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    owner.go("/assurance/")
    found = owner.page.eval_on_selector_all("main table a", "all => all.map((link) => new URL(link.href).pathname)")
    assert len(found) == 7
    for path in found:
        owner.go(path)
        owner.check_for_everyone()
