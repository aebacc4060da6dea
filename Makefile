# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
# ADDRESS=0.0.0.0 answers the room's phones (README, "Run a workshop from a laptop"); 127.0.0.1 answers this machine only.
ADDRESS ?=

.PHONY: run test lint prepare bench words clean

run: .venv/app
	$(BIN)/streamlit run app.py --server.port $(PORT) $(if $(ADDRESS),--server.address $(ADDRESS))

# What is fetched from two places is fetched at once.
test:
	$(MAKE) --no-print-directory --jobs 2 .venv/dev debian
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses 2 --dist loadfile
	$(BIN)/python -m pytest tests/browser

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

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

# Chromium for tests in a browser, and LibreOffice, with which one test opens slides and another a workbook, as well: both come
# from Debian where we may install them (some 200 MB to fetch); elsewhere tests say why they are skipped.
OFFICE := /usr/lib/libreoffice/program
.PHONY: debian
debian:
	@if ! [ -x /usr/bin/chromium -a -e $(OFFICE)/libsclo.so -a -e $(OFFICE)/libsdlo.so ] && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium libgl1-mesa-dri >/dev/null && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-impress libreoffice-calc >/dev/null; fi

.venv/app: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt .venv/app
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .artifacts .pytest_cache .mypy_cache .ruff_cache
