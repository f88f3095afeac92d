# The commands of this project. `make help` lists them; the README explains the first two.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
LOG ?=
FLOW ?=
OUT ?= out

.PHONY: help demo test check format lab notebooks bench corpus clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(STAMPS)/demo ## from raw chats to a rendered forecast; LOG=file FLOW=file for your own
	@$(BIN)/dialogkit demo $(if $(LOG),--log '$(LOG)') $(if $(FLOW),--flow '$(FLOW)') --out '$(OUT)'

test: $(STAMPS)/test ## every test but whole studies
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(STAMPS)/test ## ruff, mypy strict, layers: in seconds
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(STAMPS)/test ## mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lab: $(STAMPS)/test ## open the first notebook
	@$(BIN)/jupyter lab notebooks/00_start_here.ipynb

notebooks: $(STAMPS)/test ## write the notebooks anew from their .py halves, each in a fresh kernel
	@$(BIN)/python notebooks/build.py

bench: $(STAMPS)/test ## whole studies and speed, side by side; takes minutes
	@$(BIN)/python evaluations/bench.py

corpus: $(STAMPS)/demo ## make the shipped log of corpora/parcel again
	@$(BIN)/python corpora/parcel/generate.py

clean: ## remove what these commands made
	rm -rf '$(VENV)' '$(OUT)'

# A virtual environment, with a plain sentence where Debian keeps its parts in another package.
$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "dialogkit needs Python 3.11 or newer, $(PYTHON) is older: make demo PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv '$(VENV)' || \
		{ rm -rf '$(VENV)'; echo "a virtual environment cannot be made; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/demo: $(STAMPS)/venv pyproject.toml constraints.txt
	@echo "installing dialogkit into $(VENV) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(STAMPS)/test: $(STAMPS)/demo
	@echo "installing the test tools into $(VENV) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[notebook,datasets,finetune,fast,dask,ner,presidio,remote,surrogates,test]'
	@touch $@
