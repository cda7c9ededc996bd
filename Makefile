# `make ask Q="…"` and `make test` need nothing but Python 3.11 and make: the rest is set up on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SET_UP := $(VENV)/.set-up
Q ?= 2017年GDP增长目标是多少
# Reaches the recipe through the environment, so that no quote or dollar in a question is run.
export Q

.DEFAULT_GOAL := help
.PHONY: help setup ask chat bot test coverage quality learn reader soak release check format bench bench-all clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

$(SET_UP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Yinju needs Python 3.11 or newer; set PYTHON=/path/to/python3.11.")'
	@echo "Installing into $(VENV) (a few minutes, once)…" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: $(SET_UP) ## Create the environment and install everything

ask: $(SET_UP) ## Ask one question: make ask Q="2017年GDP增长目标是多少"
	@$(BIN)/yinju ask "$$Q"

chat: $(SET_UP) ## Talk in the terminal
	@$(BIN)/yinju chat

bot: $(SET_UP) ## Run the Telegram bot (needs TELEGRAM_BOT_TOKEN)
	@$(BIN)/yinju serve

# Three processes for two cores, as many tests wait for a server, a disk or another process. In the order of the folders, but
# for those that `tests/conftest.py` puts first, so that the last files are short ones and no process is left waiting for the
# others. Python keeps what it compiles: pytest would rewrite every file's asserts in all processes again at each run, a
# quarter of a minute in which no test runs.
test: $(SET_UP) ## Run the tests, but for those of soak and release: about ten minutes on two cores
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

coverage: $(SET_UP) ## Run the tests in one process and show what they reach; TESTS="tests/retrieval/language" takes some
	@$(BIN)/python -m coverage run -m pytest $(TESTS)
	@$(BIN)/python -m coverage report

quality: $(SET_UP) ## Score all question sets against their floors; INDEX=DIR, a filled index of all reports, saves hours
	@$(BIN)/python -m benchmarks.quality $(SETS) $(if $(INDEX),--index "$(INDEX)") $(if $(RECORD),--record)

learn: $(SET_UP) ## Fit the weights of every domain from the question sets, and score them held out; INDEX=DIR, all reports teach, too; CONFIDENCE=1 only how sure an answer is
	@$(BIN)/python -m benchmarks.learning.expected_words
	@$(BIN)/python -m benchmarks.learning.kinds
	@$(BIN)/python -m benchmarks.learning $(if $(INDEX),--index "$(INDEX)") $(if $(CONFIDENCE),--confidence) $(if $(OUTPUT),--output "$(OUTPUT)")

reader: $(SET_UP) ## Train the reading model on the written questions, MINUTES=180 in all; goes on where a stop left off; BEGIN_WITH=FILE, from a trained one
	@$(BIN)/python -m benchmarks.reader $(if $(MINUTES),--minutes "$(MINUTES)") $(if $(BEGIN_WITH),--begin-with "$(BEGIN_WITH)")

soak: $(SET_UP) ## Run the tests that take minutes: fifty kills while indexing, two hundred while serving, a first start
	@$(BIN)/python -m pytest -m soak -s

release: $(SET_UP) ## Build the wheel into dist, install it elsewhere and ask it a question
	@$(BIN)/python -m pytest -m release -s

check: $(SET_UP) ## Format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(SET_UP) ## Put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(SET_UP) ## Measure speed and memory, side by side with the alternatives
	@$(BIN)/python -m benchmarks

bench-all: $(SET_UP) ## Measure over all reports of ../shared; INDEX=DIR, a filled index of them, saves an hour
	@$(BIN)/python -m benchmarks.all_reports $(if $(INDEX),--index "$(INDEX)")

clean: ## Remove the environment and the index
	rm -rf $(VENV) var build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache .coverage
