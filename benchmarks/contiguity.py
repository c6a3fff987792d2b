"""Which areas share a border: ours beside the faster of libpysal's two ways, pair by pair."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.inputs import GENERATED_AREAS, GENERATED_SIZE, REFERENCE_SIZE, generated_areas, lsoa_boundaries
from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from seedbed.analysis.profile.near_borders import in_metres, near_borders

BAR = 30


def run(recorder: Recorder) -> None:
    """Compare on England's LSOAs, then record growth."""
    frame = lsoa_boundaries()
    areas = np.asarray(frame.geometry.array)
    compile_s = recorder.warm(lambda: shared_borders(areas[:100]))
    ours_s, ours = recorder.time(lambda: shared_borders(areas), repeats=7)
    peak = peak_mb()
    peer, peer_s, peer_pairs = _fastest_peer(recorder, frame)
    ratio = peer_s / ours_s
    agree = np.array_equal(ours.pairs, peer_pairs)
    near = near_borders(in_metres(areas), ours)
    note = f"{len(ours.pairs):,} pairs, both; {len(near.pairs)} more run within 2 m over 8 m or more, listed apart"
    recorder.add(
        Row(
            "contiguity",
            REFERENCE_SIZE,
            ours_s,
            peer,
            peer_s,
            ratio,
            agree,
            peak,
            compile_s,
            f"at least {BAR}x",
            ratio >= BAR,
            note,
        )
    )
    _growth(recorder)


def _growth(recorder: Recorder) -> None:
    areas = np.asarray(generated_areas(GENERATED_AREAS).geometry.array)
    ours_s, ours = recorder.time(lambda: shared_borders(areas))
    whole = ours.components().max() == 0
    note = f"{len(ours.pairs):,} pairs; agree: all areas hang together, as they were made"
    recorder.add(Row("contiguity", GENERATED_SIZE, ours_s, "", None, None, bool(whole), peak_mb(), note=note))


def _fastest_peer(recorder: Recorder, frame: Any) -> tuple[str, float, Any]:
    """Return the name, CPU seconds and pairs of libpysal's faster way."""
    from libpysal.graph import Graph
    from libpysal.weights import Rook

    def by_graph(areas: Any) -> Any:
        return Graph.build_contiguity(areas.geometry, rook=True)

    def by_weights(areas: Any) -> Any:
        return Rook.from_dataframe(areas, use_index=False, silence_warnings=True)

    ways: dict[str, Callable[[Any], Any]] = {
        "libpysal Graph.build_contiguity": by_graph,
        "libpysal Rook.from_dataframe": by_weights,
    }
    best = ("", float("inf"), None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, way in ways.items():
            way(frame.iloc[:500])
            seconds, answer = recorder.time(lambda way=way: way(frame), repeats=2)  # type: ignore[misc]
            if seconds < best[1]:
                best = (name, seconds, answer)
    return best[0], best[1], _pairs(best[2], len(frame))


def _pairs(answer: Any, size: int) -> Any:
    """Return libpysal's pairs in our order; it marks an area without neighbours by a zero on the diagonal."""
    table = answer.sparse.copy()
    table.eliminate_zeros()
    ends = table.tocoo()
    return Contiguity.from_pairs(size, np.column_stack([ends.row, ends.col])).pairs
