# `make run` and `make test` are all that a user needs; each makes .venv if there is none.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Files of dependencies must have the hashes in requirements/ (see SECURITY.md). Of PyTorch's builds pip
# would prefer one whose hash it knows beforehand, so that is downloaded first and compared then.
LOCKED := $(PIP_INSTALL) --require-hashes
TORCH := $(VENV)/torch
LOCKS := $(wildcard requirements/*.lock)
STARTED = $$(date +%s)

.PHONY: run test check format train clean

run: $(VENV)/.installed
	@echo "Analysing seeds/ into reports/seeds/ (progress below)"
	$(BIN)/comments run seeds/ --out reports/seeds

test: $(VENV)/.test
	@echo "Running the tests"
	$(BIN)/python -m pytest

check: $(VENV)/.check
	@echo "Checking style and types"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The release of models/default, from a folder of labelled sets: make train DATA=path/to/data
# Only sets whose licence allows commercial use: make train DATA=path/to/data LICENCES=permissive
train: $(VENV)/.train
	@test -n "$(DATA)" || { echo "make train DATA=folder: name the folder of labelled sets"; exit 2; }
	$(BIN)/python scripts/build_encoder.py $(DATA) work/encoder
	$(BIN)/python scripts/prepare_data.py $(DATA) work/corpus --licences $(LICENCES)
	$(BIN)/python scripts/train.py work/encoder work/corpus work/first
	$(BIN)/python scripts/train.py work/encoder work/corpus work/second --start work/first/network.safetensors --steps 6500 --learning-rate 1e-4 --seed 2
	$(BIN)/python scripts/soft_labels.py work/encoder work/corpus work/soft.safetensors work/first work/second
	$(BIN)/python scripts/train.py work/encoder work/corpus work/third --start work/second/network.safetensors --soft work/soft.safetensors --steps 2600 --learning-rate 1e-4 --seed 3
	$(BIN)/python scripts/train.py work/encoder work/corpus work/fourth --start work/third/network.safetensors --soft work/soft.safetensors --steps 2000 --learning-rate 1e-4 --seed 4
	$(BIN)/python scripts/train.py work/encoder work/corpus work/trained --start work/fourth/network.safetensors --soft work/soft.safetensors --steps 900 --learning-rate 1e-4 --seed 6
	$(BIN)/python scripts/train_surface.py work/corpus work/trained
	$(BIN)/python scripts/baseline.py work/corpus work/baseline.parquet
	$(BIN)/python scripts/build_bundle.py work/encoder work/corpus work/trained models/default --name default --version $(VERSION)
	$(BIN)/python scripts/evaluate.py work/corpus work/baseline.parquet models/default

LICENCES ?= any
VERSION ?= $(shell date +%Y.%m)

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "comments needs Python 3.11 or newer; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Making $(VENV)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt $(LOCKS) | $(VENV)/bin/python
	@echo "Installing comments and what it needs into $(VENV) (once; a few minutes, about 2 GB)"
	@started=$(STARTED); rm -rf $(TORCH); $(BIN)/python -m pip download --quiet --no-deps -c constraints.txt -d $(TORCH) torch \
	  && $(BIN)/python scripts/check_hashes.py requirements/torch.lock $(TORCH) \
	  && $(PIP_INSTALL) --no-deps --no-index $(TORCH)/* && rm -r $(TORCH) && $(LOCKED) -r requirements/run.lock \
	  && $(PIP_INSTALL) -c constraints.txt --no-build-isolation -e . && echo "Installed in $$(( $$(date +%s) - started )) s" && touch $@

$(VENV)/.%: pyproject.toml constraints.txt $(LOCKS) | $(VENV)/.installed
	@echo "Installing the $* extra"
	@started=$(STARTED); $(LOCKED) -r requirements/run.lock -r requirements/$*.lock \
	  && $(PIP_INSTALL) -c constraints.txt --no-build-isolation -e '.[$*]' && echo "Installed in $$(( $$(date +%s) - started )) s" && touch $@
