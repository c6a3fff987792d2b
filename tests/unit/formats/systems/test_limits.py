"""Files of maps that are large, or made to be slow: refused in little time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.systems.limits import Most
from seedbed.formats.systems.reading import read_map

FEW = Most(factors=10, links=20)
SHORT = 2_000
"""Bytes of a file that are read first, so that what readers load is there already."""


def graphml(nodes: int, edges: int, missing: int = 0) -> bytes:
    there = "".join(f'<node id="n{number}"/>' for number in range(nodes))
    joins = "".join(f'<edge source="n0" target="n{number % nodes}"/>' for number in range(edges))
    gone = '<edge source="n0" target="gone"/>' * missing
    return f"<graphml><graph>{there}{joins}{gone}</graph></graphml>".encode()


def gexf(nodes: int, edges: int) -> bytes:
    there = "".join(f'<node id="n{number}" label="n{number}"/>' for number in range(nodes))
    joins = "".join(f'<edge source="n0" target="n{number % nodes}"/>' for number in range(edges))
    return f"<gexf><graph><nodes>{there}</nodes><edges>{joins}</edges></graph></gexf>".encode()


def table(rows: int, factors: int) -> bytes:
    return b"cause,effect\n" + b"".join(b"a%d,a%d\n" % (row % factors, (row + 1) % factors) for row in range(rows))


def matrix(size: int) -> bytes:
    names = [f"n{number}" for number in range(size)]
    return "\n".join([",".join(["", *names]), *(",".join([name, *["0"] * size]) for name in names)]).encode()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("map.graphml", graphml(11, 0), "more than 10 factors"),
        ("map.graphml", graphml(10, 21), "more than 20 links"),
        ("map.graphml", graphml(10, 0, missing=21), "more than 20 links"),
        ("map.gexf", gexf(11, 0), "more than 10 factors"),
        ("map.gexf", gexf(10, 21), "more than 20 links"),
        ("map.csv", table(21, 5), "more than 20 rows"),
        ("map.csv", table(20, 11), "more than 10 factors"),
        ("map.csv", matrix(11), "more than 10 factors"),
    ],
    ids=["nodes", "edges", "edges to nothing", "nodes of GEXF", "edges of GEXF", "rows", "names", "matrix"],
)
def test_a_map_beyond_the_limits_is_refused_by_name(name: str, content: bytes, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_map(content, name=name, most=FEW)
    assert refused.value.why == f"{name}: it has {why}."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.graphml", graphml(10, 20)),
        ("map.gexf", gexf(10, 20)),
        ("map.csv", table(20, 10)),
        ("map.csv", matrix(10)),
    ],
    ids=["graphml", "gexf", "table", "matrix"],
)
def test_a_map_at_the_limits_is_read(name: str, content: bytes) -> None:
    assert len(read_map(content, name=name, most=FEW).map.factors) == 10


def test_limits_hold_only_for_the_file_they_were_given_with() -> None:
    with pytest.raises(BadInputError):
        read_map(table(21, 5), name="map.csv", most=FEW)
    assert len(read_map(table(21, 5), name="map.csv").map.links) == 21


def test_a_file_beyond_the_limits_takes_no_more_memory_than_the_limits() -> None:
    content = graphml(50_000, 100_000)
    tracemalloc.start()
    try:
        with pytest.raises(BadInputError, match="too large"):
            read_map(content, name="map.graphml", most=Most(2_000, 8_000))
        _, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert highest < len(content) + 10_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.csv", b"cause,effect\n" + b"a,b\n" * 500_000),
        ("map.graphml", b"<graphml>" + b"<other/>" * 300_000 + b"</graphml>"),
        ("map.gexf", b"<gexf><graph><nodes>" + b"<other/>" * 300_000 + b"</nodes></graph></gexf>"),
        ("project.qde", b"<Project><Graphs>" + b"<other/>" * 300_000 + b"</Graphs></Project>"),
    ],
    ids=["table", "graphml", "gexf", "project"],
)
def test_what_is_passed_over_is_let_go_of(name: str, content: bytes) -> None:
    """Measured beside the same process as it is, since XML is held outside of Python's own memory."""
    told = f"""
import resource, sys
from seedbed.errors import BadInputError
from seedbed.formats.systems.limits import Most
from seedbed.formats.systems.reading import read_map
few, many = sys.stdin.buffer.read({SHORT}), sys.stdin.buffer.read()
def read(content):
    try:
        read_map(content, name={name!r}, most=Most(2_000, 8_000))
    except BadInputError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = read(few)
print(read(many) - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", told], input=content[:SHORT] + content, capture_output=True, check=True
    )
    assert int(done.stdout) * 1_024 < 8 * len(content)


def test_comments_that_never_end_do_not_take_for_ever() -> None:
    began = time.process_time()
    with pytest.raises(BadInputError):
        read_map(b"(*" * 500_000, name="map.txt")
    assert time.process_time() - began < 5
