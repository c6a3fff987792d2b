"""Small tables for every analysts' command. All of it is invented: places, people and numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from click.testing import CliRunner

from seedbed.cli.main import app

BANDS = (0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)
PLACES = ("Mill Lane", "Harbour", "Old Town", "Northfield", "Ferry Road", "The Meadows", "Station", "Quayside")
GROUPS = ("Bangladeshi", "White British", "Somali", "Black Caribbean", "Mixed")


def lines(heading: str, *rows: tuple[object, ...]) -> str:
    """Return a table as CSV."""
    return "\n".join([heading, *(",".join(map(str, row)) for row in rows)]) + "\n"


def codings() -> str:
    """Rosa, Dev and Sam code the same comments."""
    generator = np.random.default_rng(3)
    codes = ("Housing", "Getting about", "Money", "Feeling safe", "Loneliness")
    rows = []
    for unit in range(120):
        own = int(generator.choice(5, p=[0.4, 0.2, 0.2, 0.12, 0.08]))
        for coder, sees in (("Rosa", 0.85), ("Dev", 0.8), ("Sam", 0.65)):
            other = (own + 1) % 5 if generator.random() < 0.6 else int(generator.integers(5))
            rows.append((f"F{unit + 1}", coder, codes[own if generator.random() < sees else other]))
    return lines("unit,coder,value", *rows)


def rates() -> str:
    """Emergency admissions of places."""
    generator = np.random.default_rng(4)
    people = generator.integers(900, 4800, len(PLACES))
    return lines(
        "set,numerator,denominator",
        *((place, int(many * generator.uniform(0.1, 0.13)), many) for place, many in zip(PLACES, people, strict=True)),
    )


def scores() -> str:
    """Deprivation scores of places."""
    return lines("area,value", *((place, 12 + 7 * number) for number, place in enumerate(PLACES * 3)))


def quintiles() -> str:
    """A share in five groups of places, the most deprived first."""
    return lines(
        "set,rank,population,value,se",
        *((place, rank, 900 + 40 * rank, 30 - step * rank + 2 * (rank % 2), 1.5)
          for place, step in (("Mill Lane", 3), ("Harbour", 1)) for rank in range(1, 6)),
    )  # fmt: skip


def groups() -> str:
    """The same for gaps, with names of groups."""
    return lines(
        "set,group,rank,population,value,se",
        *((place, f"fifth {rank}", rank, 900 + 40 * rank, 30 - step * rank + 2 * (rank % 2), 1.5)
          for place, step in (("Mill Lane", 3), ("Harbour", 1)) for rank in range(1, 6)),
    )  # fmt: skip


def people() -> str:
    """Weekly minutes of walking of people in two groups."""
    generator = np.random.default_rng(6)
    return lines(
        "group,value",
        *((GROUPS[place % 2], round(float(generator.gamma(2, 60 + 30 * (place % 2))), 1)) for place in range(200)),
    )


def deaths() -> str:
    """Deaths and people by age in two places."""
    rows = []
    for place, factor in (("Mill Lane", 1.4), ("Harbour", 0.9)):
        for age in BANDS:
            many = 3000 if age not in (0, 90) else 600
            rows.append((place, age, round(many * 0.0002 * np.exp(0.08 * age) * factor + 1), many))
    return lines("set,age_start,deaths,population", *rows)


def small_counts() -> str:
    """People by area and group, some of them few."""
    generator = np.random.default_rng(8)
    return lines(
        "area,group,count",
        *((place, group, int(generator.poisson(9))) for place in PLACES[:5] for group in GROUPS),
    )


def benchmark() -> str:
    """Residents by group."""
    return lines("group,count", *zip(GROUPS, (1200, 2100, 450, 300, 150), strict=True))


def sample() -> str:
    """Who came."""
    return lines("group,count", *zip(GROUPS, (40, 120, 12, 18, 9), strict=True))


def items() -> str:
    """Concerns and how far they came."""
    generator = np.random.default_rng(9)
    stages = ("heard", "theme", "factor", "priority")
    rows = []
    for person in range(150):
        group = GROUPS[int(generator.choice(5, p=[0.25, 0.45, 0.12, 0.1, 0.08]))]
        rows += [(f"I{person}-{item}", f"P{person}", group, stages[int(generator.integers(4))]) for item in range(2)]
    return lines("item,contributor,group,stage", *rows)


COMMANDS = {
    "agreement": ("voices", "agreement", codings),
    "representation": ("voices", "representation", sample, benchmark),
    "survival": ("voices", "survival", items, benchmark),
    "rates": ("equity", "rates", rates),
    "funnel": ("equity", "funnel", rates),
    "quantiles": ("equity", "quantiles", scores),
    "slope": ("equity", "slope", quintiles),
    "concentration": ("equity", "concentration", quintiles),
    "gaps": ("equity", "gaps", groups),
    "spread": ("equity", "spread", people),
    "life-expectancy": ("equity", "life-expectancy", deaths),
    "suppress": ("equity", "suppress", small_counts),
    "dcea": ("equity", "dcea"),
}
"""By name of the page: group, command, and what makes each of its tables."""


def make_page(name: str, folder: Path, inputs: str = "") -> Path:
    """Run a command on its invented table and return the page it wrote."""
    group, command, *tables = COMMANDS[name]
    paths = []
    for number, table in enumerate(tables):
        path = folder / f"invented-{number}.csv"
        path.write_text(table(), encoding="utf-8")  # type: ignore[operator]
        paths.append(str(path))
    if inputs:
        (folder / "invented.toml").write_text(inputs, encoding="utf-8")
        paths.append(str(folder / "invented.toml"))
    page = folder / f"{name}.html"
    run_command([str(group), str(command), *paths, "--out", str(page)])
    return page


def run_command(arguments: list[str]) -> None:
    """Run a command in this process; what it refuses fails the test."""
    answer = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert not answer.exit_code, arguments
