"""A fault for each code, and its mend: what `explain` shows and what the checks are tested with.

Here lie three small flows and ``examples.yaml``, which says for each code what is changed in one of
them. A new check is given its line there, and its test with it.
"""

from dialogkit.flow._checks._examples._cases import (
    BASES,
    Case,
    base_files,
    cases,
    findings_of,
)
from dialogkit.flow._checks._examples._example import Example, ExampleLine, example

__all__ = [
    "BASES",
    "Case",
    "Example",
    "ExampleLine",
    "base_files",
    "cases",
    "example",
    "findings_of",
]
