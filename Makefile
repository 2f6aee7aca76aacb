# Each target does all the set-up it needs; `make help` lists them.
SHELL := /bin/bash
PY := .venv/bin/python

.PHONY: help setup demo test unit soak check lint types bench docs lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## system packages, virtual environment, fonts, translations
	@scripts/setup.sh

demo: setup ## one whole visit on this machine; results in demo-output/
	@.venv/bin/cloudwindow demo $(ARGS)

test: setup ## all tests: unit tests and contracts on all cores, then the journeys one by one
	@$(PY) -m pytest -n auto -m 'not journey and not soak' $(ARGS)
	@$(PY) -m pytest -m 'journey and not soak' $(ARGS)

unit: setup ## unit tests alone, half a minute
	@$(PY) -m pytest -n auto -m 'not journey and not thorough and not contract and not soak' $(ARGS)

soak: setup ## thousands of random events for every driver; a quarter of an hour
	@CLOUDWINDOW_EVENTS=10000 $(PY) -m pytest -m soak $(ARGS)

lint: setup ## ruff and the import contracts
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports

types: setup ## mypy --strict, tests included
	@.venv/bin/mypy

check: lint types test ## everything that must be green before a commit

bench: setup ## measure; tables on the terminal, rows in benchmarks/results/
	@$(PY) -m benchmarks $(ARGS)

bench-%: setup
	@$(PY) -m benchmarks $*

docs: setup ## regenerate docs/reference from the code
	@$(PY) -m protocol.reference docs/reference/wire.md
	@$(PY) -m signaling.reference docs/reference/settings.md
	@$(PY) -m signaling.store.compiling

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra dev --extra server --extra endpoint --extra devices --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean: ## remove what the targets made
	rm -rf .venv demo-output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build
