"""What publishers call the columns of their tables, and how the content of a column tells what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from seedbed.formats.assets.kinds import kind_of
from seedbed.formats.assets.opening_words import says_times
from seedbed.formats.assets.values import POSTCODE, number_of, text_of, truth_of

HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "name",
        (
            r"name",
            r"title",
            r"service_name",
            r"(?!.*(area|ward|borough|la|lad|lsoa|msoa|hcl|contact|first|last"
            r"|street|road|town|city|district|region|county|file|user|layer|organi[sz]ation|provider)_?)[a-z]+_name",
            r"distname",
            r"common_name",
            r"location",
            r"venue",
            r"site",
            r"facility",
        ),
    ),
    (
        "identifier",
        (
            r"identifier",
            r"id",
            r"uuid",
            r"guid",
            r"import_id",
            r"osm_id",
            r"cqc_id",
            r"atco_code",
            r"urn",
            r"unique_reference_number",
            r"registered_charity_number",
            r"charity_number",
            r"organisation_data_service_code",
            r"ods_code",
            r"[a-z]+_id",
            r"objectid",
            r"fid",
        ),
    ),
    (
        "asset_type",
        (
            r"asset_type",
            r"category",
            r"facility_type",
            r"site_type",
            r"classifica(tion)?",
            r"amenity",
            r"type",
            r"kind",
            r"service_type",
            r"service_taxonomies",
            r"charity_type",
            r"activity",
            r"sub_?category",
        ),
    ),
    (
        "description",
        (
            r"description",
            r"charity_activities",
            r"activities",
            r"about",
            r"summary",
            r"details",
            r"info",
            r"notes",
            r"comments?",
        ),
    ),
    (
        "organisation",
        (
            r"organi[sz]ation(_name)?",
            r"provider(_name)?",
            r"managed(_by)?",
            r"operator",
            r"run_by",
            r"sponsoring_trust",
            r"charity",
        ),
    ),
    ("status", (r"status", r"closed", r"is_closed", r"temporarily_closed")),
    (
        "longitude",
        (
            r"longitude",
            r"lon",
            r"long",
            r"lng",
            r"x",
            r"(location|geo|point)_(longitude|lon|lng|long)",
            r"x_?coord(inate)?",
            r"wgs84_lon(gitude)?",
        ),
    ),
    (
        "latitude",
        (r"latitude", r"lat", r"y", r"(location|geo|point)_(latitude|lat)", r"y_?coord(inate)?", r"wgs84_lat(itude)?"),
    ),
    ("easting", (r"eastings?", r"osgb_?east(ing)?", r"x", r"x_?coord(inate)?")),
    ("northing", (r"northings?", r"osgb_?north(ing)?", r"y", r"y_?coord(inate)?")),
    ("postcode", (r"post_?code", r"postal_?code", r"zip(_code)?", r"(?!.*bbox)[a-z_]+_post_?code")),
    ("email", (r"e_?mail(_address)?", r"[a-z_]+_e_?mail", r"contact")),
    ("telephone", (r"telephone(_number)?", r"phone(_number)?", r"tel", r"mobile", r"[a-z_]+_(tele)?phone", r"contact")),
    (
        "website",
        (r"website", r"web", r"url", r"web_?site(_url|_address)?", r"home_?page", r"[a-z]+_web(site)?", r"link"),
    ),
    ("opening", (r"opening(_times|_hours)?", r"open(ing)?", r"hours", r"times?", r"opening_?time_?s?", r"when")),
    ("price", (r"prices?", r"costs?", r"fees?", r"charges?", r"cost_amount", r"cost_option")),
    ("free", (r"free", r"is_free", r"free_of_charge")),
    ("languages", (r"languages?", r"languages?_spoken")),
    (
        "step_free",
        (r"step_?free(_access)?", r"wheelchair(_access(ible)?)?", r"disabled_access", r"accessible", r"level_access"),
    ),
    (
        "accessibility",
        (
            r"accessibility",
            r"access_notes",
            r"disability_notes",
            r"location_accessibilities",
            r"environment_accessibility",
        ),
    ),
    ("minimum_age", (r"min(imum)?_?age", r"age_from", r"lowest_(admission_)?age")),
    ("maximum_age", (r"max(imum)?_?age", r"age_to", r"highest_(admission_)?age")),
    ("eligibility", (r"eligibility", r"suitabilities", r"suitable_for", r"who_for", r"for_whom", r"access_type")),
    ("owner", (r"owner", r"owned_by", r"ownership", r"freeholder")),
    ("controller", (r"controller", r"controlled_by", r"leaseholder")),
    ("condition", (r"condition",)),
    ("capacity", (r"capacity", r"seats", r"max(imum)?_(people|capacity)")),
    ("used_for", (r"used_for", r"uses?")),
    ("potential_use", (r"potential_use",)),
    (
        "last_verified",
        (
            r"last_(verified|checked)(_on|_at|_date)?",
            r"verified(_on)?",
            r"assured_date",
            r"date_checked",
            r"(site_)?last_updated(_date)?",
        ),
    ),
    ("licence", (r"licen[cs]e",)),
    ("source", (r"source", r"data_source")),
)
"""Fields and the headings they are known by, the surest first; compared whole, lower case, with underscores."""
ADDRESS = (
    r"address",
    r"(?!mask|has|hide)[a-z_]*(?<!email)(?<!web)_address",
    r"address_?(line_?)?\d",
    r"[a-z]+_address_?\d",
    r"add\d",
    r"street",
    r"town",
    r"city",
    r"locality",
    r"county",
    r"[a-z]+_(city|town|street)",
)
"""Headings of the parts of an address, which are joined in the order of the table."""
OPENING_DAY = re.compile(
    r"(?:opening_?(?:hours|times)?_?|open_|hours_)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:_?(?:hours|opening))?"
)
PEOPLE = re.compile(
    r"contact(_(first|last|full))?(_name|_person|_title)?|(first|last|sur|fore|full)_?name|manager|caretaker|assurer.*"
    r"|(trustee|secretary|chair|lead|key_?holder|head_?teacher)s?(_name)?"
)
"""Headings of columns that may name people."""


def _share(cells: Sequence[str], good: Callable[[str], object]) -> float:
    filled = [cell for cell in cells if text_of(cell)]
    return sum(bool(good(cell)) for cell in filled) / len(filled) if filled else 0.0


def _numbers(low: float, high: float) -> Callable[[Sequence[str]], float]:
    def share(cells: Sequence[str]) -> float:
        found = [number_of(cell) for cell in cells if text_of(cell)]
        return sum(each is not None and low <= each <= high for each in found) / len(found) if found else 0.0

    return share


CONTENT: dict[str, Callable[[Sequence[str]], float]] = {
    "asset_type": lambda cells: _share(cells, kind_of),
    "longitude": _numbers(-180, 180),
    "latitude": _numbers(-180, 180),
    "easting": _numbers(200, 700_000),
    "northing": _numbers(200, 1_300_000),
    "postcode": lambda cells: _share(cells, POSTCODE.search),
    "email": lambda cells: _share(cells, lambda cell: re.search(r"[^@\s]@[^@\s]+\.", cell)),
    "telephone": lambda cells: _share(cells, lambda cell: len(re.sub(r"\D", "", cell)) >= 9),
    "website": lambda cells: _share(cells, lambda cell: re.search(r"\w\.\w", cell) and "@" not in cell),
    "opening": lambda cells: _share(cells, says_times),
    "free": lambda cells: _share(cells, lambda cell: truth_of(cell) is not None),
    "minimum_age": _numbers(0, 120),
    "maximum_age": _numbers(0, 130),
    "capacity": _numbers(0, 200_000),
    "name": lambda cells: _share(cells, lambda cell: re.search(r"[^\W\d_]", cell)),
}
"""Which share of the filled cells of a column makes sense for a field, from 0 to 1."""
ENOUGH = 0.5
"""The smallest share with which a column is taken for a field by its heading."""
BY_CONTENT: dict[str, Callable[[Sequence[str]], float]] = {
    "postcode": lambda cells: _share(cells, POSTCODE.fullmatch),
    "email": lambda cells: _share(cells, lambda cell: re.fullmatch(r"[^@\s]+@[^@\s]+\.[A-Za-z]+", cell.strip())),
    "website": lambda cells: _share(cells, lambda cell: re.match(r"https?://|www\.", cell.strip(), re.IGNORECASE)),
    "longitude": lambda cells: _share(cells, lambda cell: "." in cell) * _numbers(-8.7, 2)(cells),
    "latitude": lambda cells: _share(cells, lambda cell: "." in cell) * _numbers(49.8, 60.9)(cells),
}
"""The same for a column whose heading says nothing; taken from 0.9."""
SURE = 0.9
