# Five commands. What they do stands in pyproject.toml, tests/ and bench/.

PYTHON ?= python3
BIN := .venv/bin
BENCH ?=
WORKERS ?= auto # one for each core: some tests measure what a busy machine is late with

.PHONY: demo test soak bench clean

demo: .venv/installed ## build the first talk
	$(BIN)/slidekit build talks/docker/docker.rst

test: .venv/installed ## check everything
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

soak: .venv/installed ## what the tests try, a hundred times as long: moves, kills, edits, saves, viewers
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/pytest tests/browser/test_two_windows.py -k soak --moves 10000
	$(BIN)/pytest tests/test_writing.py -k killed --kills 500
	$(BIN)/pytest tests/test_quick.py --edits 20000
	$(BIN)/pytest tests/serving/test_any_history.py --histories 400
	$(BIN)/pytest tests/serving/test_load.py --load 100

bench: .venv/installed ## measure beside rst2html5; BENCH="--sizes 1,10" for a shorter run
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python -m bench $(BENCH)

clean: ## remove everything that was made
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist test-results
	rm -rf talks/*/*.html talks/*/*_files

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
