# make        sets itself up and builds every PDF
# make test   runs the tests
# make conformance   validates each archive cell with veraPDF
# make viewers       compares press pages in Poppler, MuPDF, Ghostscript, pdf.js and PDFium

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1

.PHONY: all setup test test-long stress fuzz lock conformance viewers pictures benchmark engine-changes clean

all: setup
	@$(RUN) build.py

setup: $(VENV)/ready
	@$(RUN) build.py doctor >/dev/null || tools/system-libraries $(PACKAGES)
	@$(RUN) build.py doctor

$(VENV)/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: install it, then run: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { tools/system-libraries python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

test: setup
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m pytest -rs -m "not long"

test-long: setup
	@$(RUN) -m pytest

# A thousand hard documents from seeds; what must be right on their pages is in tests/hard/verdict.py.
stress: setup
	@$(RUN) -m tests.hard 1000 --jobs 2 --keep out/stress

# Files changed at random from a seed: no traceback, no hang, no flood of memory, no write outside (tests/fuzz/).
fuzz: setup
	@$(RUN) -m tests.fuzz --minutes 10 --keep out/fuzz

# Needs a JDK; the engine is brought along.
conformance: setup
	@$(RUN) tools/conformance.py

# Brings the viewers where it may, and says which are missing: their pages are not compared then.
viewers: setup
	@tools/viewers/set-up || true
	@$(RUN) -m pytest -n 0 -rs tests/test_viewers.py

pictures: setup
	@$(RUN) build.py pictures

benchmark: setup
	@$(RUN) tools/benchmark.py
	@$(RUN) tools/benchmark_merge.py

# What another version of the engine has in the places that press/engine/replaced.py takes: make engine-changes VERSION=71.0
engine-changes: setup
	@$(RUN) tools/engine_changes.py $(VERSION)

# The only command that needs a tool of its own: python3 -m pip install pip-tools
lock:
	@pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --strip-extras --no-header \
		--extra test -o requirements.lock pyproject.toml

clean:
	@rm -rf out .cache $(VENV)
