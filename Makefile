# The two commands are `make run` and `make test`; README.md says what each needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin

.PHONY: help setup run test soak pictures bench bench-claims bench-consoles bench-nlu simulate check format docs urgency pins clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/.ready nlu/.venv/.ready  ## Both environments and a trained model
	@$(PY)/frontdesk train

run: setup  ## Start the front desk on http://127.0.0.1:8000
	@exec $(PY)/frontdesk run

test: setup  ## The whole test suite, the application's and the engine's
	@$(PY)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile
	@cd nlu && .venv/bin/python -m pytest -q -p no:cacheprovider

soak: setup  ## The fault tests in full size: thousands of messages, dozens of kill -9
	@$(PY)/python -m tests.faults.soak $(SOAK)

bench: setup  ## The same turns through the desk and through a bare rasa run, side by side
	@$(PY)/python -m benchmarks.turns

bench-claims: .venv/.ready  ## What claiming due work costs beside 1,000 and 1,000,000 pending rows
	@$(PY)/python -m benchmarks.claims

simulate: .venv/.ready  ## A month on a virtual clock with 20 kills (docs/simulation.md)
	@$(PY)/frontdesk simulate --days 10 --orders 120 --seed 7 --kills 20

check: .venv/.ready  ## Lint, types, imports
	@$(PY)/ruff check .
	@$(PY)/ruff format --check .
	@$(PY)/pyright
	@$(PY)/lint-imports --no-logo

format: .venv/.ready  ## Put the code into shape
	@$(PY)/ruff check --fix . ; $(PY)/ruff format .

bench-consoles: .venv/.ready  ## What thirty open consoles cost, and how soon a message is on them
	@$(PY)/python -m benchmarks.consoles

bench-nlu: .venv/.ready nlu/.venv/.ready  ## Training and parse time against Rasa's stock pipeline (long)
	@$(PY)/python -c "from bot.training import compile_data; compile_data()"
	@cd nlu && PYTHONPATH=. PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 \
		.venv/bin/python bench/bench.py

docs: .venv/.ready  ## Write docs/settings.md and the tables of the READMEs anew
	@$(PY)/python -m bot.cli.settings_page > docs/settings.new && mv docs/settings.new docs/settings.md
	@$(PY)/python -m bot.cli.delivery_table

pictures: setup  ## Make the pictures of docs/images anew (needs Chromium)
	@$(PY)/python -m tests.pictures

urgency: setup  ## Fit the urgency model anew (after new lines in nlu/urgency or nlu/data)
	@$(PY)/python -m bot.cli.fit_urgency

pins: .venv/.ready  ## Resolve the requirements files anew
	@scripts/pin

.venv/.ready: requirements/dev.txt requirements/uv.txt pyproject.toml .python-version
	@scripts/make-environment 3.12 . requirements/dev.txt
	@$(PY)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

nlu/.venv/.ready: nlu/requirements.txt nlu/.python-version | .venv/.ready
	@scripts/make-environment 3.10 nlu nlu/requirements.txt
	@touch $@

clean:  ## Remove environments, models and caches; data in var/ stays
	rm -rf .venv nlu/.venv nlu/models nlu/build .pytest_cache .ruff_cache .import_linter_cache
