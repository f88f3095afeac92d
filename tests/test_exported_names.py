"""Every room says what it gives, gives what it says, and explains all of it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import dialogkit

ROOT = Path(__file__).parent.parent
ROOMS = sorted(
    f"dialogkit.{module.name}"
    for module in pkgutil.iter_modules(dialogkit.__path__)
    if module.ispkg and not module.name.startswith("_")
)
PUBLIC = ["dialogkit", "dialogkit.conversation", "dialogkit.errors", *ROOMS]
OPTIONAL = {"torch", "transformers", "datasets", "numba"}


def modules() -> list[str]:
    """Every module of the package by its dotted name."""
    found = pkgutil.walk_packages(dialogkit.__path__, "dialogkit.")
    return sorted(module.name for module in found)


def bound(module: ModuleType) -> set[str]:
    """Public names that the source of a room binds: imported from this package, or made there."""
    assert module.__file__ is not None
    names: set[str] = set()
    body = ast.parse(Path(module.__file__).read_text(encoding="utf-8")).body
    for node in [
        *body,
        *(inner for each in body if isinstance(each, ast.If) for inner in each.body),
    ]:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dialogkit"):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_every_room_is_documented_in_the_tree() -> None:
    """The rooms are those of the design; a new one is added on purpose."""
    assert [room.removeprefix("dialogkit.") for room in ROOMS] == [
        "bot",
        "channels",
        "cli",
        "contact_centre",
        "corpus",
        "evaluate",
        "flow",
        "forecast",
        "intents",
        "report",
        "simulate",
        "widgets",
    ]


@pytest.mark.parametrize("name", ["dialogkit", *ROOMS])
def test_all_is_what_can_be_imported(name: str) -> None:
    """`__all__` is free of duplicates, importable, and equal to the public names of the room."""
    module = importlib.import_module(name)
    listed = list(module.__all__)
    assert len(set(listed)) == len(listed)
    assert all(hasattr(module, each) for each in listed)
    assert bound(module) == {each for each in listed if not each.startswith("_")}


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_given_is_explained(name: str) -> None:
    """Each public function and class has a docstring, and so has the module."""
    module = importlib.import_module(name)
    assert module.__doc__
    values = {each: getattr(module, each) for each in module.__all__}
    bare = [
        each
        for each, value in values.items()
        if (inspect.isclass(value) or inspect.isroutine(value))
        and not (value.__doc__ or "").strip()
    ]
    assert bare == []


@pytest.mark.parametrize("name", PUBLIC)
def test_public_methods_are_explained(name: str) -> None:
    """Each public method that a public class of this package defines itself has a docstring."""
    module = importlib.import_module(name)
    bare = []
    for each in module.__all__:
        value = getattr(module, each)
        if not inspect.isclass(value) or not value.__module__.startswith("dialogkit"):
            continue
        for method, member in vars(value).items():
            function = member.fget if isinstance(member, property) else member
            function = getattr(function, "__func__", function)
            if inspect.isfunction(function) and not method.startswith("_") and not function.__doc__:
                bare.append(f"{each}.{method}")
    assert bare == []


def test_no_module_lists_what_it_lacks() -> None:
    """Everything on the list of any module, private ones too, is there."""
    for name in modules():
        module = importlib.import_module(name)
        listed = getattr(module, "__all__", [])
        assert [each for each in listed if not hasattr(module, each)] == [], name


def test_front_door_needs_no_extra() -> None:
    """All names and all commands load none of the optional packages."""
    code = """
import sys
from importlib import import_module
from dialogkit import *
from dialogkit.cli._commands import COMMANDS
for name, _ in COMMANDS.values():
    import_module(f"dialogkit.cli.{name}")
print(*sorted(name for name in sys.modules if "." not in name))
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "sklearn" in result.stdout.split()
    assert not OPTIONAL & set(result.stdout.split())


def test_command_line_imports_only_what_is_required() -> None:
    """What the package imports is installed by its own requirements, not by a test tool's."""
    required = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    main = required[required.index("dependencies = [") : required.index("[project.optional")]
    imported = set()
    for path in (ROOT / "dialogkit/cli").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        imported |= set(re.findall(r"^(?:import|from) (\w+)", text, flags=re.MULTILINE))

    foreign = imported - set(sys.stdlib_module_names) - {"dialogkit", "__future__"}
    assert [name for name in sorted(foreign) if f'"{name}' not in main] == []
