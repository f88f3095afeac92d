"""Every example in a docstring runs and gives what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import dialogkit

MODULES = sorted(m.name for m in pkgutil.walk_packages(dialogkit.__path__, "dialogkit."))
EXAMPLES = {
    test.name: test
    for name in MODULES
    for test in doctest.DocTestFinder().find(importlib.import_module(name))
    if test.examples
}


def test_there_are_examples() -> None:
    """The search for examples finds those of more than one room."""
    assert len({name.split(".")[1] for name in EXAMPLES}) > 5


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_example(name: str) -> None:
    """The example in this docstring gives what stands below it."""
    assert doctest.DocTestRunner().run(EXAMPLES[name]).failed == 0
