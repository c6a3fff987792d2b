# Two commands do all set-up: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTS_READY := $(VENV)/.tests
CHECKS_READY := $(VENV)/.checks
BENCH_READY := $(VENV)/.bench
UI := src/seedbed/web/ui
ASSETS := $(UI)/static/dist/manifest.json
ASSET_SOURCES := package.json package-lock.json tools/assets.py $(shell find $(UI)/frontend $(UI)/islands -type f)

CATALOGUES := $(wildcard $(UI)/locale/*/LC_MESSAGES/django.po)
COMPILED := $(VENV)/.translations

.PHONY: help demo install assets translations test check fix docs generated audit windows-zip bench endure clean

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Seedbed needs Python 3.11 or newer. Next: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[web,production,scale]" --group build
	@touch $@

$(TESTS_READY): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group test
	@touch $@

$(CHECKS_READY): $(TESTS_READY)
	$(BIN)/python -m pip install --quiet --group check
	@touch $@

$(BENCH_READY): $(TESTS_READY)
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

$(ASSETS): $(ASSET_SOURCES) | $(INSTALLED)
	$(BIN)/python tools/assets.py build
	@touch $@

assets: $(ASSETS) ## Build the styles and scripts of the pages, if a source has changed

$(COMPILED): $(CATALOGUES) tools/translations.py | $(INSTALLED)
	$(BIN)/python tools/translations.py compile
	@touch $@

translations: $(INSTALLED) ## Gather the words of the pages into every catalogue of translations
	$(BIN)/python tools/translations.py update

install: $(INSTALLED) $(ASSETS) $(COMPILED) ## Make .venv with everything the command needs

demo: install ## Install, then the story of the invented town, followed in the browser
	$(BIN)/seedbed demo

test: $(TESTS_READY) $(ASSETS) $(COMPILED) ## Install what tests need, then run every test
	@sh tests/system_packages.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup
	$(BIN)/python -m tests.on_postgres -n 2 --dist loadgroup tests/unit/web

check: $(CHECKS_READY) $(ASSETS) $(COMPILED) ## Lint, types, the floors of the house, docs, generated files current
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python tools/assets.py check
	$(BIN)/python tools/translations.py check
	$(BIN)/python -m manual --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

fix: $(CHECKS_READY) $(ASSETS) ## Format and mend what can be mended by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python tools/assets.py fix

generated: $(CHECKS_READY) ## Write the generated parts of the docs again
	$(BIN)/python -m manual

docs: $(CHECKS_READY) generated ## Build the documentation into build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir build/site

audit: $(CHECKS_READY) ## Known advisories for what is installed; never blocks
	-$(BIN)/pip-audit --skip-editable
	-npm audit

windows-zip: $(TESTS_READY) $(ASSETS) $(COMPILED) ## A zip that shows the demo on Windows; PYTHON_ZIP=the embeddable Python
	$(BIN)/python tools/windows_zip.py $(if $(PYTHON_ZIP),--python $(PYTHON_ZIP))

bench: $(BENCH_READY) ## Ours beside the best peers; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

endure: $(BENCH_READY) ## Long endurance runs, never in CI
	$(BIN)/python -m benchmarks.endure_commands
	$(BIN)/python -m benchmarks.endure_audit
	$(BIN)/python -m benchmarks.endure_kills
	$(BIN)/python -m benchmarks.endure_backups
	$(BIN)/python -m benchmarks.endure_devices
	$(BIN)/python -m benchmarks.endure_maps
	$(BIN)/python -m benchmarks.endure

clean: ## Remove what was built
	rm -rf build dist node_modules $(UI)/static/dist $(VENV)
