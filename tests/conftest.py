"""What all tests share: where the outside data is, and that studies are slow."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell's background job ignores Ctrl-C, and so would every program that a test starts
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is a study is slow, too, before ``-m`` chooses."""
    for item in items:
        if item.get_closest_marker("study") is not None:
            item.add_marker("slow")


@pytest.fixture
def outside_data() -> Path:
    """The folder of outside data; the test skips, and says so, where there is none."""
    folder = os.environ.get("DIALOGKIT_DATA")
    if not folder:
        pytest.skip("DIALOGKIT_DATA is not set: no outside data")
    return Path(folder)
