"""Publishers' own files for eight small areas. Every number is invented; codes only look like England's."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from seedbed.sources.england.published import iod

CODES = [f"E0109990{number}" for number in range(8)]
MSOAS = ["E02099900"] * 4 + ["E02099901"] * 4
PEOPLE = [1200 + 100 * number for number in range(8)]
HOMES = [500 + 40 * number for number in range(8)]

Row = Sequence[object]


def csv_text(header: Sequence[str], rows: Sequence[Row], *, mark: bool = False) -> str:
    """Return a CSV file's text; ``mark`` puts the byte-order mark at its start that some publishers send."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    return ("\ufeff" if mark else "") + text.getvalue()


def file_7(*, cut_names_at: int | None = None, mark: bool = True) -> str:
    """Return File 7 of the Indices of Deprivation 2025."""
    header = ["LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)"]
    header.append("Local Authority District name (2024)")
    for measure, name in iod.NAMES.items():
        score = " (rate)" if measure in ("income", "employment", "idaci", "idaopi") else ""
        header += [f"{name} Score{score}", f"{name} Rank (where 1 is most deprived)"]
        header.append(f"{name} Decile (where 1 is most deprived 10% of LSOAs)")
    header = [name[:cut_names_at] for name in header]
    rows: list[Row] = []
    for place, code in enumerate(CODES):
        row: list[object] = [code, f"Anytown 00{1 + place // 4}{'ABCD'[place % 4]}", "E06999000", "Anytown"]
        for _ in iod.NAMES:
            row += [60 - 5 * place, f"{1 + 4000 * place:,}", min(10, 1 + place)]
        rows.append(row)
    return csv_text(header, rows, mark=mark)


def bulk_table(
    variable: str, counts: Mapping[str, Sequence[int]], *, suffix: str = "", codes: Sequence[str] = tuple(CODES)
) -> str:
    """Return one CSV file of a Census bulk zip; ``counts`` by category, the total first."""
    header = ["date", "geography", "geography code", *[f"{variable}: {name}{suffix}" for name in counts]]
    rows = [
        ["2021", f"Area {code}", code, *[numbers[i] for numbers in counts.values()]] for i, code in enumerate(codes)
    ]
    return csv_text(header, rows)


def tenure() -> dict[str, list[int]]:
    """Return the tenure counts of the eight areas."""
    return {
        "Total: All households": HOMES,
        "Owned": [100] * 8,
        "Owned: Owns outright": [60] * 8,
        "Owned: Owns with a mortgage or loan": [40] * 8,
        "Shared ownership": [5] * 8,
        "Shared ownership: Shared ownership": [5] * 8,
        "Social rented": [home - 205 for home in HOMES],
        "Social rented: Rents from council or Local Authority": [home - 215 for home in HOMES],
        "Social rented: Other social rented": [10] * 8,
        "Private rented": [95] * 8,
        "Private rented: Private landlord or letting agency": [90] * 8,
        "Private rented: Other private rented": [5] * 8,
        "Lives rent free": [5] * 8,
    }


def bulk_zip(table: str, files: Mapping[str, str]) -> bytes:
    """Return a bulk zip with one CSV file for each level, as Nomis packs it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metadata/readme.txt", "Invented.")
        for level, text in files.items():
            archive.writestr(f"census2021-{table}-{level}.csv", text)
    return held.getvalue()


def boundaries() -> str:
    """Return boundaries as GeoJSON: eight squares in two rows, in the North Sea."""
    features = []
    for place, code in enumerate(CODES):
        x, y = 2.0 + 0.01 * (place % 4), 54.0 + 0.01 * (place // 4)
        ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"FID": place, "LSOA21CD": code}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})


def lookups() -> dict[str, str]:
    """Return the lookups as the Open Geography portal publishes them, one for each kind of larger area."""
    names = [f"Anytown 00{1 + place // 4}{'ABCD'[place % 4]}" for place in range(8)]
    wards = csv_text(
        ["LSOA21CD", "LSOA21NM", "LSOA21NMW", "WD24CD", "WD24NM", "WD24NMW", "LAD24CD", "LAD24NM", "ObjectId"],
        [
            [c, n, "", "E05099900", "Any ward", "", "E06999000", "Anytown", i]
            for i, (c, n) in enumerate(zip(CODES, names, strict=True))
        ],
        mark=True,
    )
    care = csv_text(
        [
            "LSOA21CD",
            "LSOA21NM",
            "SICBL24CD",
            "SICBL24CDH",
            "SICBL24NM",
            "ICB24CD",
            "ICB24CDH",
            "ICB24NM",
            "LAD24CD",
            "LAD24NM",
        ],
        [
            [c, n, "E38999900", "00X", "Any sub-ICB", "E54999900", "QXX", "Any ICB", "E06999000", "Anytown"]
            for c, n in zip(CODES, names, strict=True)
        ],
    )
    msoas = csv_text(
        ["OA21CD", "LSOA21CD", "LSOA21NM", "MSOA21CD", "MSOA21NM", "LAD22CD", "LAD22NM"],
        [
            [f"E0099990{i}", c, n, m, f"Anytown {m[-3:]}", "E06999000", "Anytown"]
            for i, (c, n, m) in enumerate(zip(CODES, names, MSOAS, strict=True))
        ],
    )
    regions = csv_text(
        ["LAD24CD", "LAD24NM", "RGN24CD", "RGN24NM"], [["E06999000", "Anytown", "E12999900", "Any region"]]
    )
    return {"wards.csv": wards, "care.csv": care, "msoas.csv": msoas, "regions.csv": regions}


def centres() -> str:
    """Return population-weighted centroids in National Grid metres."""
    rows = [
        [place, code, 660_000 + 650 * (place % 4), 480_000 + 1100 * (place // 4)] for place, code in enumerate(CODES)
    ]
    return csv_text(["FID", "LSOA21CD", "x", "y"], rows)


def write_small_england(folder: Path) -> Path:
    """Write a folder of publishers' own files that is enough for a pack; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "File_7_IoD2025_All_Ranks_Scores_Deciles.csv").write_text(file_7(), encoding="utf-8")
    for name, text in lookups().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "LSOA_2021_BGC.geojson").write_text(boundaries(), encoding="utf-8")
    (folder / "LSOA_PopCentroids_EW_2021.csv").write_text(centres(), encoding="utf-8")
    residents = bulk_table(
        "Residence type", {"Total": PEOPLE, "Lives in a household": PEOPLE}, suffix="; measures: Value"
    )
    (folder / "census2021-ts001.zip").write_bytes(bulk_zip("ts001", {"lsoa": residents}))
    everyone = bulk_table("Tenure of household", {name: [sum(n)] for name, n in tenure().items()}, codes=["E06999000"])
    homes = {"ltla": everyone, "lsoa": bulk_table("Tenure of household", tenure())}
    (folder / "census2021-ts054.zip").write_bytes(bulk_zip("ts054", homes))
    return folder
