# The two commands are `make demo` and `make test`. Each makes .venv when it is not there.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PAGES  := $(wildcard README.md) $(sort $(wildcard docs/*.md))

.DEFAULT_GOAL := help
.PHONY: help demo test test-faults check bench bench-search docs lock clean
.DELETE_ON_ERROR:

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 21

demo: $(VENV)/.run ## Start Collab in a local Slack, in your browser, with sample data
	@$(BIN)/collab demo

test: check ## Run every check and every test
	@echo '== Tests'
	@$(BIN)/pytest -n auto --maxprocesses=8

test-faults: $(VENV)/.dev ## Kill processes and cut connections, 300 runs a database, and write docs/reliability.md
	@$(BIN)/python -m tests.faults $(if $(SEEDS),--seeds $(SEEDS)) $(MORE)

check: $(VENV)/.dev ## Lint, types, who imports whom, generated pages (under a minute)
	@echo '== Lint'
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@echo '== Types'
	@$(BIN)/mypy
	@echo '== Who imports whom'
	@$(BIN)/lint-imports --no-logo
	@echo '== Generated pages'
	@$(BIN)/cog --check --verbosity=1 --check-fail-msg='Run: make docs' $(PAGES)

bench: $(VENV)/.dev ## Measure, and write docs/performance.md
	@$(BIN)/python -m benchmarks

bench-search: $(VENV)/.dev ## Measure search beside other engines, and write that into docs/performance.md
	@$(BIN)/python -m benchmarks.quality

docs: $(VENV)/.dev ## Write again what the pages generate, and take their pictures
	@$(BIN)/cog -r $(PAGES)
	@$(BIN)/python docs/pictures.py

lock: $(VENV)/.dev ## Choose versions anew within the bounds of pyproject.toml
	@$(BIN)/pip install --quiet 'uv>=0.13,<0.14'
	@$(LOCK) --extra demo --extra semantic --output-file requirements/run.txt
	@$(LOCK) --extra demo --extra semantic --extra dev --extra bench --constraint requirements/run.txt --output-file requirements/dev.txt

LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' pyproject.toml requirements/build.in

clean: ## Remove .venv and everything else that was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --------------------------------------------------------------- .venv, again only when a lock changes

INSTALL = $(BIN)/pip install -qq --disable-pip-version-check

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Collab needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# Who has the tools for development has all that running needs, so either lock will do for `make demo`.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Collab runs with …"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Collab is developed with …"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
