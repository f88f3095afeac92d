"""What all tests share: where the outside data is, that studies are slow, what begins first."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell's background job ignores Ctrl-C, and so would every program that a test starts
    signal.signal(signal.SIGINT, signal.default_int_handler)


FIRST = (
    "test_readme.py",
    "test_cli_demo.py",
    "test_corpus_anon_ner.py",
    "test_notebooks_run.py",
    "test_corpus_anon_bars.py",
    "test_readme_cluster.py",
    "test_flow_mutations.py",
    "test_start.py",
    "test_cli_refusals.py",
    "test_flow_machine.py",
    "test_intents_bars.py",
    "test_evaluations_bench.py",
)
"""Files that take longest, half a minute and more: begun last, one of them alone would be left."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is a study is slow, too, before ``-m`` chooses; long files begin first."""
    for item in items:
        if item.get_closest_marker("study") is not None:
            item.add_marker("slow")
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.name, len(FIRST)))


@pytest.fixture
def outside_data() -> Path:
    """The folder of outside data; the test skips, and says so, where there is none."""
    folder = os.environ.get("DIALOGKIT_DATA")
    if not folder:
        pytest.skip("DIALOGKIT_DATA is not set: no outside data")
    return Path(folder)
