# Everything the project does, in one place. `make help` lists it.

# The first Python here that is new enough; `python3` otherwise, so that the set-up can say what is wrong.
PYTHON ?= $(or $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
VENV := .venv/bin
ARGS ?=
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help set-up set-up-dev run test lint pytest bench screenshots clean

help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | \
		while IFS='|' read -r name text; do printf '%-16s %s\n' "  $$name" "$$text"; done

set-up: ## packages into .venv and the system libraries Qt needs (nothing to do: done at once)
	@$(PYTHON) tools/set_up.py

set-up-dev: ## the same, with what the tests need
	@$(PYTHON) tools/set_up.py --dev

run: set-up ## set up, then open the desk; without a display do the main job into out/ (ARGS="…")
	@$(VENV)/agent-desk $(ARGS)

test: set-up-dev ## set up, then every check: lint, types, layers, tests (PYTEST_ARGS="…")
	@$(MAKE) --no-print-directory lint pytest

lint: set-up-dev ## style, types, layers, pins
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python tools/pin.py --check

pytest: set-up-dev
	$(VENV)/python -m pytest $(PYTEST_ARGS)

bench: set-up-dev ## measure speed and memory; prints a table, writes out/bench.json (ARGS="…")
	$(VENV)/python -m tests.benchmarks $(ARGS)

screenshots: set-up-dev ## take the pictures in docs/screenshots from the real program (ARGS="…")
	$(VENV)/python tools/screenshots.py $(ARGS)

clean: ## remove what can be made again, .venv included; never your data
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
