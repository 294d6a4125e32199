# Two commands do everything: `make run` and `make test`. They need git, make, Python 3.11 or later with venv, and a
# network the first time. Everything is installed into .venv, from requirements.txt (made from uv.lock by `make lock`).

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
export BROWSER SHARED

.PHONY: help run test lint types bench bundle lock backup restore clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r what why; do printf '%-18s %s\n' "$$what" "$$why"; done

run: $(VENV)/run.stamp ## install from the lock, start the app and print its address (PORT=8600: another port)
	@$(PY) -m streamlit run app.py $(if $(PORT),--server.port $(PORT))

# Every part is done even if an earlier one found something: one run tells all.
test: $(VENV)/test.stamp ## install what tests need; lint, types, all tests (BROWSER=no leaves browser tests out)
	@$(PY) tests/browser.py prepare
	@found=; for part in lint types; do $(MAKE) --no-print-directory $$part || found="$$found $$part"; done; \
	$(PY) -m pytest || found="$$found tests"; \
	test -z "$$found" || { echo "Not in order:$$found"; exit 1; }

lint: $(VENV)/test.stamp ## is the code laid out and free of known slips?
	@$(PY) -m ruff format --check --quiet || { echo "Layout differs: run $(PY) -m ruff format"; exit 1; }
	@$(PY) -m ruff check --quiet

types: $(VENV)/test.stamp ## do the types of toolkit/ hold?
	@$(PY) -m mypy --strict toolkit

bench: $(VENV)/test.stamp ## our pages against an empty app, same machine and run (ONLY=clicks; SMALL=yes; MINUTES=60; ADDRESS=)
	@$(PY) -m tests.bench $(if $(ADDRESS),--address "$(ADDRESS)") $(if $(ONLY),--only $(ONLY)) $(if $(SMALL),--small) \
	$(if $(MINUTES),--minutes $(MINUTES))

bundle: $(VENV)/run.stamp ## a folder that installs without a network (FOR=windows PY_VERSION=3.12: for another machine; TO=folder)
	@$(PY) .ci/bundle/make.py $(if $(FOR),--for $(FOR)) $(if $(PY_VERSION),--python $(PY_VERSION)) $(if $(TO),-o "$(TO)")

lock: $(VENV)/test.stamp ## resolve pyproject.toml anew: uv.lock and the two requirements files
	@$(PY) -m uv lock
	@$(PY) -m uv export --frozen --quiet --no-dev --output-file requirements.txt
	@$(PY) -m uv export --frozen --quiet --output-file tests/requirements.txt

backup: $(VENV)/run.stamp ## copy the data folder into one file: make backup TO=file
	@test -n "$(TO)" || { echo "Say where to: make backup TO=copy.sqlite"; exit 1; }
	@$(PY) -m toolkit backup -o "$(TO)"

restore: $(VENV)/run.stamp ## put the data of a backup back: make restore FROM=file
	@test -n "$(FROM)" || { echo "Say which file: make restore FROM=copy.sqlite"; exit 1; }
	@$(PY) -m toolkit restore "$(FROM)"

clean: ## remove what was installed and cached; the data folder stays
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/pictures
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An interpreter without pip is a .venv made by uv, or one whose making was interrupted.
$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is missing: install python3 (Debian, Ubuntu: apt-get install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install $(PYTHON)-venv (Debian, Ubuntu: apt-get install $(PYTHON)-venv)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

define install
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@echo "Installing from $< (the first time about $(1) MB)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --retries 2 --require-hashes -r $< || { \
		$(PY) -c 'import urllib.request as u; u.urlopen("https://pypi.org/simple/pip/", timeout=10)' 2>/dev/null \
		|| echo "No network: pypi.org does not answer; connect, or name your mirror: export PIP_INDEX_URL=https://..."; exit 1; }
	@touch $@
endef

$(VENV)/run.stamp: requirements.txt | $(PY)
	$(call install,200)

$(VENV)/test.stamp: tests/requirements.txt | $(PY)
	$(call install,300)
	@touch $(VENV)/run.stamp
