# Soundcheck. Everything goes into .venv/; each target sets it up first if needed.
PYTHON ?= python3
BIN := .venv/bin
# Where processes run side by side, more threads in each only get in each other's way.
test verify mutants stress oldest class: export OPENBLAS_NUM_THREADS := 1
INSTALL := -m pip install --disable-pip-version-check
QUIET := --quiet --quiet
PACKAGE := --no-index --no-deps --no-build-isolation --force-reinstall .
NEEDS := Soundcheck needs Python 3.11 or newer
# Tests of laws and lessons: they compute, and start no process but Python.
CONTENT := tests/properties $(patsubst %,tests/autograder/test_%.py,hard messages rounding styles zoo mutants)
# What the installed package is made of; folders too, so that a file taken away counts.
PARTS := pyproject.toml LICENSE README.md course.yml \
  $(shell find autograder tests/properties tests/fingerprints -name __pycache__ -prune -o -print)

# A virtual environment does not survive a move of its folder: make it anew then.
ifneq ($(shell cat .venv/made-for 2>/dev/null),$(CURDIR))
.PHONY: .venv/pins
endif

.PHONY: help setup learn demo test test-engine test-content bench bench-class bench-kills class verify mutants stress oldest build pins clean
help:
	@echo "make setup    install everything into .venv/; the others do so too"
	@echo "make learn    open the lessons in JupyterLab"
	@echo "make demo     a made-up class, from release to marks"
	@echo "make test     all tests, and the proof that the course is right"
	@echo "make bench    how long a check takes"
	@echo "make bench-class  how many submissions a minute, beside stock nbgrader; STUDENTS=200"
	@echo "make bench-kills  kill -9 while grading, again and again, and look what is lost; KILLS=50"
	@echo "make class    a class over all lessons, from release to marks, each mark checked; STUDENTS=20"
	@echo "make verify   the proof alone"
	@echo "make mutants  the proof that the laws kill the wrong and spare the right (tests/README.md)"
	@echo "make stress   right solutions under other examples; SEEDS=50 EXAMPLES=60"
	@echo "make oldest   the laws and what they spare with the oldest versions that pyproject.toml allows"
	@echo "make build    notebooks and fingerprints, after a change to a lesson, solution or law"
	@echo "make clean    remove what make made"

setup: .venv/soundcheck
	@echo "Ready. Next: make learn"

learn: .venv/soundcheck
	@$(BIN)/soundcheck learn

demo: .venv/soundcheck
	@$(BIN)/soundcheck demo

# Two at a time: the tests of the engine wait a lot, for kernels, browsers and sandboxes.
test: .venv/soundcheck
	@$(MAKE) --no-print-directory --jobs 2 test-engine test-content verify
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet

test-engine: .venv/soundcheck
	@$(BIN)/pytest --quiet $(addprefix --ignore=,$(CONTENT))

test-content: .venv/soundcheck
	@$(BIN)/pytest --quiet $(CONTENT)

bench: .venv/soundcheck
	@$(BIN)/python tests/benchmarks/latency.py

bench-class: .venv/soundcheck
	@$(BIN)/python tests/benchmarks/batch.py --students $(or $(STUDENTS),20)

bench-kills: .venv/soundcheck
	@$(BIN)/python tests/autograder/killing.py --kills $(or $(KILLS),20)

class: .venv/soundcheck
	@$(BIN)/python tests/autograder/whole.py --students $(or $(STUDENTS),20)

verify: .venv/soundcheck
	@$(BIN)/soundcheck verify

mutants: .venv/soundcheck
	@$(BIN)/python tests/benchmarks/proof.py

stress: .venv/soundcheck
	@$(BIN)/python tests/benchmarks/stress.py --seeds $(or $(SEEDS),50) \
	  --examples $(or $(EXAMPLES),60)

# Other versions of Hypothesis draw other examples, so what was reviewed or counted is left out.
oldest: .venv-oldest/pins
	@.venv-oldest/bin/python $(INSTALL) $(QUIET) $(PACKAGE)
	@.venv-oldest/bin/python -m pytest --quiet $(filter-out %_hard.py %_messages.py,$(CONTENT))

build: .venv/soundcheck
	@$(BIN)/soundcheck build

.venv/soundcheck: .venv/pins $(PARTS)
	@echo "Installing Soundcheck itself into .venv ..."
	@$(BIN)/python $(INSTALL) $(QUIET) $(PACKAGE)
	@touch $@

.venv/pins: requirements.txt
.venv-oldest/pins: tests/oldest.txt
.venv/pins .venv-oldest/pins:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "$(NEEDS): sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "$(NEEDS), and $(PYTHON) is older. Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import venv, ensurepip" 2>/dev/null || \
	  { echo "$(PYTHON) lacks its venv module: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(@D): once, one to three minutes."
	@$(PYTHON) -m venv --clear $(@D)
	@echo "Installing $$(grep -c == $<) packages: downloads, then half a minute or more of silence ..."
	@$(@D)/bin/python $(INSTALL) $$([ -t 2 ] || echo $(QUIET)) --require-hashes -r $<
	@echo "$(CURDIR)" > $(@D)/made-for
	@touch $@

# Needs uv (pip install uv). Keeps pins that still fit; for the newest, remove requirements.txt first.
COMPILE := uv pip compile pyproject.toml --all-extras --python-version 3.11 --generate-hashes \
  --no-annotate --custom-compile-command "make pins" --quiet
pins:
	@$(COMPILE) --universal --output-file requirements.txt
	@$(COMPILE) --resolution lowest-direct --output-file tests/oldest.txt

clean:
	@rm -rf .venv .venv-oldest .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -r {} +
