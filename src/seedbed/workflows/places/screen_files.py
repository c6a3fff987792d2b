"""Write the answer of a screening to a file, in the form that its name asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from seedbed.formats.candidates_out import (
    write_candidates_csv,
    write_candidates_geojson,
    write_candidates_geoparquet,
)
from seedbed.formats.files import check_form, write_whole
from seedbed.formats.tables import Cell
from seedbed.reports.candidate_names import candidate_name, parents_name
from seedbed.reports.screen_documents import Candidate, ScreenDocument
from seedbed.workflows.places.screen import Screened


def check_screen_file(path: Path) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Raises
    ------
    UsageError
        Saying which names there are.
    """
    check_form(path, "A list of candidates", WRITERS)


def write_screen_file(screened: Screened, path: Path) -> None:
    """Write candidates as GeoJSON, GeoParquet, CSV, a page or the whole JSON document, whole or not at all.

    Raises
    ------
    UsageError
        If the name has none of these endings.
    UserError
        If the file cannot be written.
    """
    check_screen_file(path)
    WRITERS[path.suffix.lower()](screened, path)


def candidate_rows(document: ScreenDocument) -> list[dict[str, Cell]]:
    """Return one flat row a candidate, with the notice in each."""
    return [_row(document, candidate) for candidate in document.candidates]


def _row(document: ScreenDocument, candidate: Candidate) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "rank": candidate.rank,
        "rank_low": candidate.rank_low,
        "rank_high": candidate.rank_high,
        "score": candidate.score,
        "name": candidate_name(candidate),
        "areas": " ".join(candidate.areas),
        "names": "; ".join(candidate.names),
        "parent": candidate.parent,
        "parent_code": candidate.parent_code,
        "parents": parents_name(candidate),
        "population": candidate.population,
        "percentile": candidate.percentile,
        "deciles": " ".join("-" if decile is None else str(decile) for decile in candidate.deciles),
    }
    for part in candidate.criteria:
        row[f"{part.criterion}_value"] = part.value
        row[f"{part.criterion}_score"] = part.score
    row |= {
        "pair": candidate.pair,
        "pair_areas": " ".join(candidate.pair_areas),
        "pair_distance": candidate.pair_distance,
        "invented": document.invented,
        "notice": document.notice,
    }
    return row


def _geojson(screened: Screened, path: Path) -> None:
    document = screened.document
    about = document.model_dump(
        by_alias=True, include={"schema_", "within", "within_name", "pack", "notice", "invented"}
    )
    write_candidates_geojson(path, candidate_rows(document), screened.shapes(), about)


def _geoparquet(screened: Screened, path: Path) -> None:
    write_candidates_geoparquet(path, candidate_rows(screened.document), screened.shapes())


def _csv(screened: Screened, path: Path) -> None:
    write_candidates_csv(path, candidate_rows(screened.document))


def _json(screened: Screened, path: Path) -> None:
    with write_whole(path) as temporary:
        temporary.write_text(screened.document.model_dump_json(by_alias=True, indent=2) + "\n", encoding="utf-8")


def _page(screened: Screened, path: Path) -> None:
    from seedbed.reports.candidates_page import candidates_page
    from seedbed.workflows.places.screen_map import candidates_shapes

    page = candidates_page(screened.document, candidates_shapes(screened))
    with write_whole(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


WRITERS: dict[str, Callable[[Screened, Path], None]] = {
    ".geojson": _geojson,
    ".parquet": _geoparquet,
    ".csv": _csv,
    ".html": _page,
    ".json": _json,
}
