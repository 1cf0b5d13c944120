# `make read` sets up what running needs and reads the example page; `make test` sets up the rest and passes every check.
# Both work on a machine that has only Python 3.11 to 3.13, pip and make.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: read room test check format golden docs screenshot lock bench fuzz clean

read: $(VENV)/ready
	$(BIN)/reportedly read examples/harbour-tunnel.html

room: $(VENV)/ready
	$(BIN)/reportedly add examples/room.db examples/harbour-tunnel.html
	$(BIN)/reportedly serve examples/room.db

test: $(VENV)/ready-dev check
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile

check: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# After a change that is meant to change readings: write them anew, then read the diff.
golden: $(VENV)/ready-dev
	$(BIN)/pytest -q tests/golden --update-golden || true
	git diff --stat tests/golden

# The output of each example in the docs, and the JSON Schema.
docs: $(VENV)/ready-dev
	$(BIN)/pytest -q tests/test_docs.py --update-golden || true
	git diff --stat README.md docs

# The picture of the reading room in the README; it needs Chromium.
screenshot: $(VENV)/ready-dev
	$(BIN)/python -m tests.web.browser.screenshot

lock: $(VENV)/ready-dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

bench: $(VENV)/ready-dev
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.library
	$(BIN)/python -m bench.web

# Hostile pages from random seeds for as long as SECONDS says; those that fail are kept and named. With GUIDED=1, and
# atheris installed, they are chosen by the code that they reach.
SECONDS ?= 60
fuzz: $(VENV)/ready-dev
	$(BIN)/python -m tests.hostile.fuzz --seconds $(SECONDS) $(if $(GUIDED),--guided)

clean:
	rm -rf $(VENV) .venv-tools

# Some systems ship Python without venv; virtualenv, which pip can put into a folder, does the same.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "reportedly needs Python 3.11, 3.12 or 3.13 on the PATH, or make PYTHON=/path/to/it" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV) && \
		$(PYTHON) -m pip --quiet --disable-pip-version-check install --target .venv-tools virtualenv && \
		PYTHONPATH=.venv-tools $(PYTHON) -m virtualenv --quiet $(VENV); }

$(VENV)/ready: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
