"""``python -m seedbed.web.config.web_process PLACE``: answers requests at a place, by https where the site says so."""

from __future__ import annotations

import sys

from seedbed.web.config.handed_over import Place, config_for, run
from seedbed.web.config.watched import end_with_the_supervisor


def main() -> None:
    """Serve until asked to end."""
    end_with_the_supervisor()
    serve_here(Place.read(sys.argv[1]))


def serve_here(place: Place) -> None:
    """Serve all pages at a place until asked to end, in this one process."""
    from seedbed.web.config.answering import KeptCurrent, answering
    from seedbed.web.config.settings import ENVIRONMENT

    files = answering(ENVIRONMENT)
    config = config_for(
        "seedbed.web.config.asgi:application",
        place,
        proxy_headers=ENVIRONMENT.https,
        forwarded_allow_ips=",".join(ENVIRONMENT.proxies),
        **({"ssl_certfile": files.certificate, "ssl_keyfile": files.key} if files else {}),
    )
    config.load()
    if config.ssl:
        KeptCurrent(ENVIRONMENT, config.ssl).look_now_and_then()
    run(config, place)


if __name__ == "__main__":
    main()
