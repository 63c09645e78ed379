.PHONY: help install demo test coverage lint types layers check format lock rules accuracy survey bench chaos clean

TOOLKIT = .venv/bin/toolkit
PYTHON = .venv/bin/python

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: ## prepare .venv with everything the lock names
	@sh setup/install.sh

demo: install ## six sample arrivals, taken all the way; then look in demo/outbox
	@$(TOOLKIT) demo --fresh demo

test: install lint types layers ## everything a change must pass
	@$(PYTHON) -m pytest -q -n auto

coverage: install ## the tests again, with how much of the code they run; its floor only rises
	@$(PYTHON) -m pytest -q -n auto --cov --cov-report=term:skip-covered

lint: install
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: install
	@.venv/bin/mypy

layers: install
	@.venv/bin/lint-imports --no-cache

format: install ## lay the code out as lint wants it
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

lock: ## work the lock out again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --generate-hashes --no-header \
		--python-version 3.11 --universal -o setup/requirements.lock

rules: install ## every rule of the source documents, and where it lives; fails if one lives nowhere
	@$(PYTHON) -m tests.rules

accuracy: install ## how many answers come out right, by every route [SEED=1 FORMS=8 SCANS=1 ROUTES="live word"]
	@$(PYTHON) -m tests.measures.accuracy --seed "$(or $(SEED),1)" --forms $(or $(FORMS),8) \
		--scans $(or $(SCANS),1) $(if $(ROUTES),--routes $(ROUTES)) $(if $(DETAILS),--details "$(DETAILS)")

survey: install ## read every file of a folder, and say how that went: CORPUS=DIR [DETAILS=FILE]
	@$(PYTHON) -m tests.measures.survey "$(CORPUS)" $(if $(DETAILS),--details "$(DETAILS)")

bench: install ## how fast reading is beside plain libraries, as ratios
	@$(PYTHON) -m tests.measures.bench

chaos: install ## the real watcher under every fault that can be staged [ARRIVALS=10000 SEED=1]
	@$(PYTHON) -m tests.chaos --arrivals $(or $(ARRIVALS),10000) --seed $(or $(SEED),1)

clean: ## remove what make made
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .hypothesis
