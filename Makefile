# `make play` and `make test` each set everything up on a fresh machine (Python 3.11+ and make), then do their job.
SHELL := /bin/sh
PY := .venv/bin/python
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
PIP := $(PY) -m pip --disable-pip-version-check -qq install

.PHONY: play test check bench grading-report grading-weights format lock clean

play: .venv/ready-to-play
	@$(PY) -m adapters play

test: check
	$(PY) -m pytest

check: .venv/ready-to-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo
	$(PY) -m mypy
	$(PY) -m pyright

bench: .venv/ready-to-test
	@$(PY) -m bench

# How good the free-text grader is on voices and cases its training has not seen (about five minutes).
grading-report: .venv/ready-to-train
	@$(PY) -m bench.grading

# The same, then new weights from the whole corpus into content/grading/weights.json.
grading-weights: .venv/ready-to-train
	@$(PY) -m bench.grading --write

format: .venv/ready-to-test
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

.venv/ready-to-play: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv (once; about half a minute) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-to-test: requirements-dev.lock .venv/ready-to-play
	@echo "Adding the test tools to .venv (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-to-train: requirements-grading.lock .venv/ready-to-test
	@echo "Adding scikit-learn to .venv (once) ..."
	@$(PIP) --require-hashes -r requirements-grading.lock
	@touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Tradeoff needs Python 3.11 or newer; none was found. Install it, or name it: make play PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "The venv module is missing; on Debian and Ubuntu: apt install python3-venv"; rm -rf .venv; exit 1; }

# Rewrites all locks from pyproject.toml; needs uv. No index address is written, so any index serves.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements-dev.lock
	uv pip compile pyproject.toml --group grading -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements-grading.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
