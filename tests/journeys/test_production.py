"""The shape of production: the processes of the compose file, started the same but without containers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import click
import pytest
import yaml

from seedbed.cli.main import app
from seedbed.web.config.environment import SETTINGS, check_ready_for_others, read_environment
from seedbed.web.config.ports import open_port
from tests.journeys.commands import PATIENCE, children_of, command
from tests.postgres import PostgresAbsentError, start_postgres

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "seedbed"}
SECRETS = {
    "SITE_NAME": "seedbed.example.org",
    "SITE_SECRET_KEY": "a key of its own, as long as it takes to be one at all",
    "DATABASE_PASSWORD": "letters1and2digits",
    "METRICS_TOKEN": "a token for the monitor, long enough for one",
}


def _settings(service: Mapping[str, Any]) -> dict[str, str]:
    """Return the settings of a service with what stands in the file of secrets."""
    fill = re.compile(r"\$\{(\w+):[?-]\}")
    return {name: fill.sub(lambda found: SECRETS[found[1]], value) for name, value in service["environment"].items()}


def _option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1]


def test_every_service_of_ours_runs_a_command_that_there_is() -> None:
    assert set(OURS) == {"prepare", "pages", "live", "worker"}
    for service in OURS.values():
        group, name, *options = service["command"]
        found = app.commands[group]
        assert isinstance(found, click.Group)
        found.commands[name].make_context(name, list(options))


@pytest.mark.parametrize("name", OURS)
def test_its_settings_are_ours_and_let_it_open_to_others(name: str) -> None:
    settings = _settings(OURS[name])
    assert set(settings) <= {setting.name for setting in SETTINGS}
    check_ready_for_others(read_environment(settings))


def test_the_web_server_in_front_leads_to_where_they_listen() -> None:
    words = (DEPLOY / "Caddyfile").read_text("utf-8")
    led = dict(re.findall(r"handle (\S+ )?{\s+reverse_proxy (\S+)", words))
    assert led == {
        "/live/* ": f"live:{_option(OURS['live']['command'], '--port')}",
        "": f"pages:{_option(OURS['pages']['command'], '--port')}",
    }
    assert set(COMPOSE["services"]["proxy"]["depends_on"]) == {"live", "pages"}


def test_only_the_one_in_front_can_be_reached_from_outside() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]


def test_only_the_network_of_the_file_is_believed() -> None:
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert {_settings(service)["SEEDBED_PROXIES"] for service in OURS.values()} == {network["subnet"]}


def test_every_secret_of_the_file_stands_in_the_example_without_a_value() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text("utf-8")))
    lines = (DEPLOY / "env.example").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(told) == asked
    assert {value for name, value in told.items() if name != "SITE_NAME"} == {""}


@dataclass(frozen=True)
class Production:
    """The processes, each at a port of its own here."""

    ports: dict[str, int]
    running: dict[str, subprocess.Popen[str]]
    owner_at: str

    def ask(self, service: str, path: str, **headers: str) -> tuple[int, bytes]:
        """Ask a process as the web server in front does."""
        told = {"Host": SECRETS["SITE_NAME"], "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        asked = Request(f"http://127.0.0.1:{self.ports[service]}{path}", headers={**told, **headers})
        try:
            with urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own server
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """An empty PostgreSQL."""
    try:
        with start_postgres() as address:
            yield address
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")


@pytest.fixture(scope="module")
def production(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """All services of ours, by the commands and settings of the file; where things are is of this machine."""
    here = {"DATABASE_URL": database, "SEEDBED_HOME": str(tmp_path_factory.mktemp("production") / "home")}
    with ExitStack() as all_of_them:
        running: dict[str, subprocess.Popen[str]] = {}
        ports = {name: _free_port() for name in ("pages", "live")}
        prepared = _start(all_of_them, "prepare", here, {})
        said, complaints = prepared.communicate(timeout=PATIENCE)
        assert prepared.returncode == 0, complaints
        for name in ("pages", "live", "worker"):
            running[name] = _start(all_of_them, name, here, ports)
        at = Production(ports, running, said.strip())
        for name in ports:
            _wait_until(lambda name=name: _answers(at, name))  # type: ignore[misc]
        yield at


def _start(
    all_of_them: ExitStack, name: str, here: Mapping[str, str], ports: Mapping[str, int]
) -> subprocess.Popen[str]:
    words = [str(ports[name]) if word.isdigit() and len(word) == 4 else word for word in OURS[name]["command"]]
    return all_of_them.enter_context(command(*words, environ={**_settings(OURS[name]), **here, "SEEDBED_PROXIES": ""}))


def _free_port() -> int:
    with open_port("127.0.0.1", 0) as probe:
        return int(probe.getsockname()[1])


def _answers(at: Production, name: str) -> bool:
    try:
        return at.ask(name, "/live/health")[0] in {200, 503}
    except OSError:
        return False


def _wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("production")]


def test_the_owner_is_told_where_to_come_in(production: Production) -> None:
    assert re.fullmatch(r"Seedbed is ready at https://seedbed\.example\.org/enter/[\w-]{30,}/", production.owner_at)


@pytest.mark.parametrize("service", ["pages", "live"])
def test_each_answers_pages_to_those_who_come_by_its_name(production: Production, service: str) -> None:
    status, page = production.ask(service, "/sign-in/")
    assert status == 200
    assert b"<h1" in page
    assert production.ask(service, "/sign-in/", Host="elsewhere.example.org")[0] == 400


def test_with_the_worker_at_work_all_is_well(production: Production) -> None:
    _wait_until(lambda: production.ask("pages", "/health")[0] == 200)
    assert json.loads(production.ask("live", "/live/health")[1])["worker"] == "ok"


def test_as_many_processes_answer_as_the_file_says(production: Production) -> None:
    assert len(children_of(production.running["pages"])) == int(_option(OURS["pages"]["command"], "--processes"))
    assert children_of(production.running["live"]) == []


def test_the_figures_of_all_processes_are_counted_together(production: Production) -> None:
    shown = {"Authorization": f"Bearer {SECRETS['METRICS_TOKEN']}"}
    counted = 'seedbed_requests_total{method="GET",route="this_phone",status="200"}'
    for _ in range(30):
        assert production.ask("pages", "/this-phone/")[0] == 200
    figures = production.ask("pages", "/metrics", **shown)[1].decode()
    assert f"{counted} 30.0" in figures
    assert "seedbed_worker_heartbeat_age_seconds" in figures
    assert production.ask("pages", "/metrics")[0] == 401


def test_what_is_too_large_is_refused_before_it_is_read(production: Production) -> None:
    for service in ("pages", "live"):
        assert production.ask(service, "/sign-in/", **{"Content-Length": str(10**9)})[0] == 413


def test_the_log_is_json_alone_and_holds_no_address_path_or_name(production: Production) -> None:
    production.ask("pages", "/enter/hunter2-token/?next=/hunter2")
    for name, process in production.running.items():
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, (name, said)
        lines = [json.loads(line) for line in said.splitlines()]
        assert all({"time", "level", "logger", "message"} <= set(line) for line in lines), name
        assert [word for word in ("hunter2", "203.0.113.9", "owner@") if word in said] == []
        if name == "pages":
            assert any(line.get("route") == "people:enter" for line in lines)
