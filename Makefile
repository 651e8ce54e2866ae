# From a clean clone on a fresh Debian 12, `make demo` and `make test` are all it takes: every target first has
# packaging/setup.sh install what is missing, which takes half a second where nothing is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

BIN := .venv/bin
# Further arguments for the command behind a target, as in: make test ARGS="-k redaction"
ARGS :=
OFFSCREEN := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen}

.PHONY: help setup demo demo-window demo-ar test lint format bench bench-small frozen frozen-check deb clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: system packages, uv, the locked environment, the speech model
	@packaging/setup.sh

demo: setup ## Write down a sample telephone call, live, with the real recogniser
	@$(BIN)/callassist demo $(ARGS)

demo-window: setup ## The same call in the agent's window (needs a screen)
	@$(BIN)/callassist demo --window $(ARGS)

demo-ar: setup ## Replay a sample Arabic call (text, not sound)
	@$(BIN)/callassist demo --language ar $(ARGS)

test: lint ## Check everything: ruff, mypy and all tests
	@packaging/setup.sh testing
ifeq ($(strip $(ARGS)),)
	@export $(OFFSCREEN); .ci/beside alone '$(BIN)/pytest -m alone' \
		others '$(BIN)/pytest -n auto --dist loadfile -m "not alone"'
else
	$(OFFSCREEN) $(BIN)/pytest $(ARGS)
endif

lint: setup ## Check style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: setup ## Put the sources into the house's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## Measure everything and write benchmarks/results
	@packaging/setup.sh testing
	$(BIN)/python -m benchmarks $(ARGS)

bench-small: setup ## Measure on little data: does every benchmark still run?
	@packaging/setup.sh testing
	$(BIN)/python -m benchmarks --small $(ARGS)

frozen: setup ## Freeze the app into dist/callassist, for PCs without Python
	@packaging/setup.sh packing
	@packaging/freeze.sh

frozen-check: frozen ## Freeze it, then see it hear a call, start child processes and answer the doctor
	@packaging/check-frozen.sh dist/callassist

deb: frozen ## Make dist/callassist_VERSION_ARCHITECTURE.deb
	@packaging/deb.sh

clean: ## Remove what was built and cached
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis benchmarks/results
	find . -path ./.venv -prune -o -path ./.git -prune -o -name __pycache__ -type d -print0 | xargs -0 -r rm -rf

distclean: clean ## Remove the environment too; models stay, they belong to the user
	rm -rf .venv .cache
