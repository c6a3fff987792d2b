"""``make bench``: run every benchmark and write RESULTS.md and results.json."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from seedbed import __version__

HERE = Path(__file__).parent
JOBS = (
    "contiguity",
    "clustering",
    "regions",
    "screening",
    "pack_build",
    "rates",
    "disclosure",
    "slope",
    "life_expectancy",
    "gaps",
    "agreement",
    "spread",
    "survival",
    "trace",
    "osm",
    "nearest",
    "catchment",
    "transit",
    "reach_tiles",
    "tiles",
    "asset_lists",
    "submissions",
    "paper",
    "system_loops",
    "what_if",
    "map_pages",
    "map_editor",
)
PEERS = (
    "numpy",
    "numba",
    "scipy",
    "shapely",
    "libpysal",
    "esda",
    "spopt",
    "lifetables",
    "krippendorff",
    "inequality",
    "networkx",
    "pyrosm",
    "pandana",
    "access",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks (all without names) each in a fresh process, so that peak memory is its own."""
    chosen = [name.replace("-", "_") for name in names] or list(JOBS)
    rows = _kept_rows(chosen) if names else []
    for name in chosen:
        rows += _run_apart(name)
    rows.sort(key=lambda row: (row["job"], row["size"]))
    (HERE / "results.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    (HERE / "RESULTS.md").write_text(_page(rows), encoding="utf-8")
    missed = [row for row in rows if not (row["met"] and row["agree"])]
    for row in missed:
        print(f"MISSED: {row['job']} {row['size']}: {row['bar']} (ratio {row['ratio']}, agree {row['agree']})")
    return 1 if missed else 0


def _run_apart(name: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        # An empty cache, so that the seconds of compilation are those of a first use.
        fresh = os.environ | {"NUMBA_CACHE_DIR": folder}
        command = [sys.executable, "-m", "benchmarks", "--one", name, str(out)]
        subprocess.run(command, check=True, cwd=HERE.parent, env=fresh)
        rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    return [{**row, "module": name} for row in rows]


def _run_here(name: str, out: Path) -> None:
    from benchmarks.harness import Recorder

    recorder = Recorder()
    importlib.import_module(f"benchmarks.{name}").run(recorder)
    out.write_text(json.dumps(recorder.as_json()), encoding="utf-8")


def _kept_rows(rerun: list[str]) -> list[dict[str, Any]]:
    path = HERE / "results.json"
    if not path.exists():
        return []
    return [row for row in json.loads(path.read_text(encoding="utf-8")) if row.get("module") not in rerun]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _page(rows: list[dict[str, Any]]) -> str:
    versions = ", ".join(f"{package} {_version(package)}" for package in PEERS)
    lines = [
        "# Benchmark results",
        "",
        "Written by `make bench`. Ours and the peer run on the same input in the same run; answers are checked.",
        "CPU seconds are the smallest of several warm runs; compilation is apart. Ratio = peer / ours.",
        "Peak memory is of the whole process, the peer's part included where it ran in the same one.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. "
        f"Seedbed {__version__}; {versions}.",
        "",
        "| job | size | ours, CPU s | peer | peer, CPU s | ratio | agree | bar | peak MB | compile s | note |",
        "|---|---|---:|---|---:|---:|---|---|---:|---:|---|",
    ]
    return "\n".join(lines + [_line(row) for row in rows]) + "\n"


def _line(row: dict[str, Any]) -> str:
    def number(value: float | None, digits: int) -> str:
        return "" if value is None else f"{value:.{digits}f}"

    verdict = f"{row['bar']}: {'met' if row['met'] else 'missed'}" if row["bar"] else ""
    cells = [
        row["job"],
        row["size"],
        number(row["ours_cpu_s"], 4),
        row["peer"],
        number(row["peer_cpu_s"], 3),
        number(row["ratio"], 1),
        "yes" if row["agree"] else "NO",
        verdict,
        number(row["peak_mb"], 0),
        number(row["compile_s"], 1),
        row["note"],
    ]
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _run_here(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
