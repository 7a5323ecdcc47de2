# make install  makes the environment alone
# make run    makes the environment, runs the whole pipeline on the demonstration, says where to look
# make test   runs the tests          make lint   what CI checks before them
# make bench  prints the figures of docs/reference/benchmarks.md

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# Each extra is installed by itself, so that one which this machine cannot have stops no other.
EXTRAS := pdf fi uk review oidc postgresql sources dask dev

.PHONY: install run test lint bench bench-terms bench-alignment bench-checks bench-docx bench-redline bench-revisions bench-prefect bench-desk format clean

install: $(INSTALLED)

run: $(INSTALLED)
	$(BIN)/hexapla run --engine prefect

test: $(INSTALLED)
	$(BIN)/python -m pytest -q

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: bench-terms bench-alignment bench-checks bench-docx bench-redline bench-revisions bench-prefect bench-desk

bench-docx: $(INSTALLED)
	$(BIN)/python bench/docx_read.py
	$(BIN)/python bench/docx_packs.py

bench-redline: $(INSTALLED)
	$(BIN)/python bench/docx_redline.py

bench-%: $(INSTALLED)
	$(BIN)/python bench/$*.py

$(INSTALLED): pyproject.toml constraints.txt tools/install_vabamorf.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	for extra in $(EXTRAS); do \
	  $(BIN)/pip install --quiet --constraint constraints.txt --editable ".[$$extra]" \
	    || echo "hexapla[$$extra] is not to be had here; 'hexapla doctor' says what that costs"; \
	done
	sh tools/install_vabamorf.sh $(BIN)/pip \
	  || echo "Vabamorf is not to be had here; 'hexapla doctor' says what that costs"
	touch $@

clean:
	rm -rf $(VENV) .hexapla .mypy_cache .ruff_cache .pytest_cache
