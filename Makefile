# Each verb works on a fresh machine with nothing but Python 3.11 or newer, make and git.
#
#   make install   install into .venv: then .venv/bin/mondegreen is the command
#   make demo      install into .venv, then fix the seed transcript: shows the diff, leaves the original alone
#   make check     install what is needed, then pass every check that a change must pass
#   make browser   pass the tests of the report page in a real Chromium, which must be installed (needs npm too)
#   make format    rewrite code and lexicons in their canonical form
#   make picture   draw the pictures of the documentation again (those of a review need tmux)
#   make clean     remove what these verbs made
#
# The first Python of these that is new enough is taken; `make demo PYTHON=/path/to/python` takes another.
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python
ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for p in $(PYTHONS); do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
endif
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SEED := duran-2024-09-13
# What an installation is made from; the Python code itself is used where it stands.
MADE_FROM := pyproject.toml hatch_build.py $(wildcard src/mondegreen/*.c src/mondegreen/*/*.c)

.PHONY: install demo check browser format picture clean
.NOTPARALLEL:

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@mkdir -p build
	@$(BIN)/mondegreen fix seeds/$(SEED).txt -o build/$(SEED).fixed.txt

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mondegreen lexicon check --strict
	$(BIN)/pytest --numprocesses auto --dist loadfile

browser: $(VENV)/.installed-browser tests/browser/node_modules/.package-lock.json
	@$(BIN)/python tools/chromium.py
	$(BIN)/pytest tests/browser

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mondegreen lexicon fmt

picture: $(VENV)/.installed
	$(BIN)/python tools/render_picture.py
	$(BIN)/python tools/review_session.py --pictures

clean:
	rm -rf $(VENV) tests/browser/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -f src/mondegreen/*.so src/mondegreen/*/*.so

$(VENV)/.made:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'mondegreen needs Python 3.11 or newer, $(if $(PYTHON),which $(PYTHON) is not,but found none as $(PYTHONS));' >&2; \
		echo 'name one that is installed elsewhere: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3.11' >&2; \
		exit 2; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo '$(PYTHON) could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv' >&2; \
		exit 2; }
	@touch $@

$(VENV)/.installed: $(MADE_FROM) | $(VENV)/.made
	@echo 'Installing mondegreen into $(VENV) ...'
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: $(MADE_FROM) | $(VENV)/.made
	@echo 'Installing mondegreen and what its checks need into $(VENV) ...'
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-browser: $(MADE_FROM) | $(VENV)/.made
	@echo 'Installing mondegreen and what drives a browser into $(VENV) ...'
	@$(PIP_INSTALL) --editable '.[dev,browser]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@npm --prefix tests/browser ci --silent
	@touch $@
