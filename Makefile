# `make` alone lists what can be done. Everything is made in .venv and .var, which version control ignores.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
SERVICES := $(BIN)/python -B .ci/services

# Installs a lock file, every package checked against its hash; uv is used where it is found because it is quicker.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	if command -v uv >/dev/null; then uv pip install -q --python $(BIN)/python --require-hashes -r $<; \
	else $(BIN)/pip install -q --require-hashes -r $<; fi
	touch $@
endef

.PHONY: guard-report relevance help run test services services-stop services-status gate format prove look bench lock nhsuk jsqr clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run ## run the portal with its demonstration (PORT=8001 chooses another port)
	@exec $(BIN)/python manage.py serve

test: .venv/dev ## run the whole suite on every part that is found (ARGS="tests/events -k waiting" narrows it)
	@$(BIN)/python -m tests $(ARGS)

services: .venv/dev ## fetch and start PostgreSQL, Elasticsearch, Keycloak, a mail server and calendar readers for the tests
	@$(SERVICES) start

services-stop: .venv/dev ## stop them
	@$(SERVICES) stop

services-status: .venv/dev ## say which of them run, and where
	@$(SERVICES) status

gate: .venv/dev ## check format, lint, templates, types, import contracts, migrations and deployment
	@.ci/gate

format: .venv/dev ## put code and templates into shape
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q . ; git ls-files "templates/*.html" | xargs $(BIN)/djhtml

prove: .venv/dev ## the full figures (hours); writes docs/proof/
	@$(BIN)/python -m pytest -m prove $(ARGS)

look: .venv/dev ## walk the journeys in Chromium, draw pages empty, full and posted wrong, and keep all pictures in .var/pictures
	@$(BIN)/python -m pytest -m "browser and not prove" $(ARGS)

bench: .venv/dev ## fill PostgreSQL with a large portal, measure it, write docs/proof/bench.md
	@$(BIN)/python -m tests.bench $(ARGS)

guard-report: .venv/dev ## measure the guard of patient identifiers on labelled texts, write docs/proof/guard.md
	@$(BIN)/python -m tests.privacy.measure

relevance: .venv/dev ## ask the judged questions of each engine, write docs/proof/relevance.md (ARGS="what changed" keeps the figures)
	@$(BIN)/python -m tests.search.relevance $(ARGS)

lock: ## resolve the dependencies of pyproject.toml anew into .lock/ (needs uv)
	@mkdir -p .lock
	$(call resolve,run,)
	$(call resolve,dev,--extra dev --constraint .lock/run.txt)

define resolve
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(2) --upgrade pyproject.toml -o .lock/$(1).txt
endef

nhsuk: .venv/dev ## fetch the NHS design system anew into our static files (needs npm)
	.venv/bin/python -m portal.cms.vendor_nhsuk

jsqr: .venv/dev ## fetch the reader of QR pictures anew into our static files (needs npm)
	.venv/bin/python -m events.vendor_jsqr

clean: ## remove the environment, databases, mail, files and services that were made here
	@if [ -x $(BIN)/python ]; then $(SERVICES) stop; fi
	rm -rf .venv .var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/run: .lock/run.txt
	@$(install)

.venv/dev: .lock/dev.txt
	@$(install)
	@touch .venv/run
