"""Area codes: which system a code belongs to, and small areas of two vintages that look alike.

The GSS code systems are those of the ONS Register of Geographic Codes: one letter for the country, two digits for
the kind of area and six for the area. LSOAs of 2011 and of 2021 share ``E01``; most codes stand for the same area
in both, some stand in one only. Only membership of the lists tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from seedbed.errors import UsageError
from seedbed.sources.packs import Pack

SHOWN = 8
"""How many codes an error names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """One system of area codes.

    Parameters
    ----------
    id
        Key in ``CODE_SYSTEMS``.
    name, plural
        What its areas are called.
    pattern
        Regular expression that a whole code matches.
    """

    id: str
    name: str
    plural: str
    pattern: str

    def matches(self, code: str) -> bool:
        """Say whether a code has the form of this system."""
        return re.fullmatch(self.pattern, code) is not None


def _systems(*systems: CodeSystem) -> dict[str, CodeSystem]:
    return {system.id: system for system in systems}


CODE_SYSTEMS: dict[str, CodeSystem] = _systems(
    CodeSystem("oa", "output area", "output areas", r"[EW]00\d{6}"),
    CodeSystem("lsoa01", "LSOA 2001", "LSOAs 2001", r"[EW]01\d{6}"),
    CodeSystem("lsoa11", "LSOA 2011", "LSOAs 2011", r"[EW]01\d{6}"),
    CodeSystem("lsoa21", "LSOA 2021", "LSOAs 2021", r"[EW]01\d{6}"),
    CodeSystem("msoa", "MSOA", "MSOAs", r"[EW]02\d{6}"),
    CodeSystem("ward", "ward", "wards", r"[EW]05\d{6}"),
    CodeSystem("local_authority", "local authority", "local authorities", r"(E0[6-9]|W06)\d{6}"),
    CodeSystem("county", "county", "counties", r"E10\d{6}"),
    CodeSystem("region", "region", "regions", r"E12\d{6}"),
    CodeSystem("sub_icb", "sub-ICB location", "sub-ICB locations", r"E38\d{6}"),
    CodeSystem("icb", "integrated care board", "integrated care boards", r"E54\d{6}"),
    CodeSystem("country", "country", "countries", r"[EW]92\d{6}"),
    CodeSystem("invented", "invented area", "invented areas", r"Z[0-9A-Za-z]{1,14}"),
)
"""Every system of codes that packs use. The codes of invented places start with Z, as no real code does."""


def systems_of(code: str) -> list[CodeSystem]:
    """Return the systems whose form a code has; LSOAs of all vintages look alike, so there may be several."""
    return [system for system in CODE_SYSTEMS.values() if system.matches(code)]


def tidy_codes(text: str) -> list[str]:
    """Return the codes in a text, each once: with commas, semicolons or spaces between them, in small letters or not.

    Small letters become capitals only where that gives a code the form of a system; names stay as they are.
    """
    return list(dict.fromkeys(_capital(part) for part in re.split(r"[\s,;]+", text) if part))


def _capital(code: str) -> str:
    capital = code.upper()
    has_number = any(letter.isdigit() for letter in code)
    return capital if has_number and systems_of(capital) and not systems_of(code) else code


@dataclass(frozen=True, slots=True)
class Conversion:
    """Small areas of today that cover the same ground as older ones.

    Parameters
    ----------
    codes
        Codes of the pack's own small areas, in order.
    explanation
        One sentence for the page: what was converted and how.
    """

    codes: list[str]
    explanation: str


def check_small_areas(pack: Pack, codes: Iterable[str]) -> list[str]:
    """Return the codes, each once and in the order given, when all are small areas of the pack.

    Raises
    ------
    UsageError
        If there is no code, or codes are unknown, of another level, of an older vintage or of mixed vintages.
    """
    given = _tidy(codes)
    known = _small_codes(pack)
    strange = [code for code in given if code not in known]
    if not strange:
        return given
    older = _older_lookup(pack)
    became = _became(older, strange)
    unknown = [code for code in strange if code not in became]
    if unknown:
        raise _unknown(pack, unknown)
    only_new = [code for code in given if code in known and code not in set(older["from_code"])]
    if only_new:
        raise _mixed(strange, only_new)
    raise _older_only(became)


def convert_2011(pack: Pack, codes: Iterable[str]) -> Conversion:
    """Turn LSOAs 2011 into the LSOAs 2021 that cover exactly the same ground.

    Unchanged and split areas convert one by one. Merged and irregular areas convert only when the whole group is
    given: every 2011 area that shares ground with the same 2021 areas.

    Raises
    ------
    UsageError
        If a code is unknown, vintages are mixed, or part of a group is missing.
    """
    given = _tidy(codes)
    older = _older_lookup(pack)
    if older.is_empty():
        raise UsageError(
            f"The pack {pack.name} cannot convert codes.",
            "It has no table of what older small areas became.",
            "Give codes of the pack's own small areas.",
        )
    old_codes = set(older["from_code"])
    strange = [code for code in given if code not in old_codes]
    if strange:
        new = [code for code in strange if code in _small_codes(pack)]
        raise (
            _mixed([code for code in given if code not in _small_codes(pack)], new) if new else _unknown(pack, strange)
        )
    _check_groups(older, given)
    converted = sorted(set(older.filter(pl.col("from_code").is_in(given))["to_code"]))
    return Conversion(
        converted,
        f"{len(given):,} of the small areas of 2011 became {len(converted):,} of 2021 that cover the same ground, "
        "by the publisher's lookup.",
    )


def _check_groups(older: pl.DataFrame, given: list[str]) -> None:
    """Refuse when a 2021 area was made partly of 2011 areas that were not given."""
    reached = older.filter(pl.col("from_code").is_in(given))["to_code"].unique()
    parts = older.filter(pl.col("to_code").is_in(reached.to_list()) & ~pl.col("from_code").is_in(given))
    if parts.is_empty():
        return
    missing = sorted(set(parts["from_code"]))
    whole = sorted(set(parts["to_code"]))
    raise UsageError(
        "The 2011 areas cannot be converted exactly.",
        f"{_list(whole)} of 2021 {_was(whole)} also made from {_list(missing)}, which {_was(missing)} not given; "
        "figures cannot be split between them.",
        f"Add {_list(missing)}, leave out what {'they were' if len(missing) > 1 else 'it was'} merged with, "
        "or give the 2021 codes.",
    )


def _was(codes: list[str]) -> str:
    return "were" if len(codes) > 1 else "was"


def _tidy(codes: Iterable[str]) -> list[str]:
    given = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not given:
        raise UsageError("No small area was given.", "The list of codes is empty.", "Give at least one code.")
    return given


def _small_codes(pack: Pack) -> set[str]:
    return set(pack.areas.filter(pl.col("level") == pack.small_level.id)["code"])


def _older_lookup(pack: Pack) -> pl.DataFrame:
    """Return the lookup from the vintage before to the pack's small areas, empty where the pack has none."""
    wanted = f":{pack.small_level.id}"
    roles = [resource.role for resource in pack.package.resources]
    found = [role for role in roles if role.startswith("lookup:") and role.endswith(wanted)]
    if not found:
        return pl.DataFrame(schema={"from_code": pl.String, "to_code": pl.String, "change": pl.String})
    return pack.scan(found[0]).collect()


def _became(older: pl.DataFrame, codes: list[str]) -> dict[str, list[str]]:
    rows = older.filter(pl.col("from_code").is_in(codes)).sort("from_code", "to_code")
    became: dict[str, list[str]] = {}
    for row in rows.iter_rows(named=True):
        became.setdefault(row["from_code"], []).append(row["to_code"])
    return became


def _list(codes: list[str]) -> str:
    if len(codes) <= SHOWN:
        return ", ".join(codes)
    return f"{', '.join(codes[:SHOWN])} and {len(codes) - SHOWN:,} more"


def _unknown(pack: Pack, codes: list[str]) -> UsageError:
    others = pack.areas.filter(pl.col("code").is_in(codes) & (pl.col("level") != pack.small_level.id))
    if not others.is_empty():
        code, name = others.row(0, named=True)["code"], others.row(0, named=True)["name"]
        return UsageError(
            f"{code} is not a small area.",
            f"It is {name}, a larger area; the small areas of the pack {pack.name} are {pack.small_level.plural}.",
            f"Give codes of {pack.small_level.plural}.",
        )
    malformed = [code for code in codes if not systems_of(code)]
    why = f"{_list(codes)}: not among the small areas of the pack {pack.name}"
    if malformed:
        why += (
            f"; {_list(malformed)} does not look like any area code"
            if len(malformed) == 1
            else (f"; {_list(malformed)} do not look like area codes")
        )
    return UsageError(
        f"{len(codes)} code{'s are' if len(codes) > 1 else ' is'} not known.",
        f"{why}.",
        "Check the codes, or see with 'seedbed data list' which packs are installed.",
    )


def _mixed(old: list[str], new: list[str]) -> UsageError:
    return UsageError(
        "The codes mix small areas of 2011 and 2021.",
        f"Only in 2011: {_list(old) or 'none by itself'}. Only in 2021: {_list(new)}. Their borders differ.",
        "Give codes of one vintage: 2021, or all 2011 with --convert-2011.",
    )


def _older_only(became: dict[str, list[str]]) -> UsageError:
    shown = [f"{old} became {' and '.join(new)}" for old, new in list(became.items())[:SHOWN]]
    rest = len(became) - len(shown)
    return UsageError(
        f"{len(became)} code{'s are' if len(became) > 1 else ' is'} of 2011 and no longer used in 2021.",
        f"{'; '.join(shown)}{f'; and {rest:,} more' if rest else ''}.",
        "Give the 2021 codes, or add --convert-2011 to convert exactly where that can be done.",
    )
