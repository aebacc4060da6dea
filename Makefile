# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
# ADDRESS=0.0.0.0 answers the room's phones, too (README, "Run a workshop from a laptop").
ADDRESS ?= 127.0.0.1

SCOPE ?= -m "not exhaustive"

.PHONY: run test test-all lint lock audit sbom prepare bench words clean

run: .venv/app
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

# Where the environment forbids bytecode, each process of the tests would compile all modules, and pytest rewrite all tests, anew.
test: export PYTHONDONTWRITEBYTECODE :=

# What is fetched from two places is fetched at once.
test:
	$(MAKE) --no-print-directory --jobs 2 .venv/dev debian
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest $(SCOPE) --ignore tests/browser --numprocesses 2 --dist loadfile
	$(BIN)/python -m pytest $(SCOPE) tests/browser

# Every area in every language and edition, where `test` asks each of them once; files opened with LibreOffice; both engines.
test-all: office java .venv/spark
	$(MAKE) --no-print-directory test SCOPE=

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.supply.audit requirements-dev.lock

prepare: .venv/app
	$(BIN)/python -m data.prepare

bench: .venv/dev
	$(BIN)/python -m tests.bench

# All briefings, to hand out: EDITION=internal, LANGS="en fr" and OUT=folder change what is made.
EDITION ?= shareable
LANGS ?= en fr es
OUT ?= briefings
.PHONY: briefings
briefings: .venv/app
	$(BIN)/python -m components.briefing --all --lang $(LANGS) --edition $(EDITION) --format pdf pptx --out $(OUT)

words: .venv/app
	$(BIN)/python -m components.catalogues

# Chromium for tests in a browser and Caddy for the test of two workers; for `test-all` also LibreOffice, with which tests open slides
# and a workbook: all come from Debian where we may install them; elsewhere tests say why they are skipped.
OFFICE := /usr/lib/libreoffice/program
.PHONY: debian office java
debian:
	@if ! [ -x /usr/bin/chromium -a -x /usr/bin/caddy ] && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium caddy libgl1-mesa-dri >/dev/null; fi

# Spark's Java.
java:
	@if ! command -v java >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; fi

office:
	@if ! [ -e $(OFFICE)/libsclo.so -a -e $(OFFICE)/libsdlo.so ] && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-impress libreoffice-calc >/dev/null; fi

PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.venv/app: requirements.lock
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.lock
	touch $@

.venv/spark: requirements-spark.lock .venv/dev
	$(PIP) -r requirements-spark.lock
	touch $@

.venv/dev: requirements-dev.lock .venv/app
	$(PIP) -r requirements-dev.lock
	touch $@

# What people edit is requirements*.txt; what is installed is the lock: every package with its hashes, for Python 3.11 to 3.14
# on Linux, macOS and Windows.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"
lock: .venv/dev
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) requirements-spark.txt --constraints requirements.lock --output-file requirements-spark.lock

# Known vulnerabilities of what is installed, where the network lets us ask.
audit: .venv/dev
	$(BIN)/python -m tests.supply.audit requirements-dev.lock

# The bill of materials (CycloneDX) of what `make run` installs.
sbom: .venv/dev
	mkdir -p .artifacts
	$(BIN)/python -m tests.supply.bill_of_materials requirements.lock .artifacts/sbom.cdx.json

clean:
	rm -rf .venv .artifacts .pytest_cache .mypy_cache .ruff_cache
