"""What is loaded when: a name when it is asked for, a room when it is needed, never by chance."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

import dialogkit
from dialogkit.cli._commands import COMMANDS

ROOT = Path(__file__).parent.parent
SAME = ("evaluate", "forecast", "simulate")
"""Functions whose room is called as they are."""


def fresh(code: str) -> str:
    """What a program prints in an interpreter of its own."""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return result.stdout


def loaded(code: str) -> set[str]:
    """Modules that are loaded after a program."""
    printed = fresh(f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))")
    return set(json.loads(printed.splitlines()[-1]))


# ----- names of the package ----------------------------------------------------------------------


def test_import_loads_no_room() -> None:
    """What takes long is loaded with the first name that needs it."""
    after = loaded("import dialogkit")
    assert {name for name in after if name.startswith("dialogkit.")} == {"dialogkit._version"}
    assert not {"numpy", "scipy", "sklearn", "pyarrow", "pydantic"} & after


@pytest.mark.parametrize("name", sorted({*dialogkit.__all__} - {"__version__"}))
def test_a_name_is_what_its_room_gives(name: str) -> None:
    """It is the same object, and where it was made leads to it again."""
    value = getattr(dialogkit, name)
    room = importlib.import_module(".".join(value.__module__.split(".")[:2]))
    assert getattr(room, name) is value
    assert vars(dialogkit)[name] is value


def test_the_lists_of_names_agree() -> None:
    """What editors and type checkers read is what is given at run time, from the same room."""
    body = ast.parse((ROOT / "dialogkit" / "__init__.py").read_text("utf-8")).body
    (checking,) = (node for node in body if isinstance(node, ast.If))
    seen = {
        (node.module or "").removeprefix("dialogkit."): tuple(name.name for name in node.names)
        for node in checking.body
        if isinstance(node, ast.ImportFrom)
    }
    given = vars(dialogkit)["_GIVES"]
    assert seen == given
    assert sorted(name for names in given.values() for name in names) == sorted(
        {*dialogkit.__all__} - {"__version__"}
    )
    assert len(seen) == len(checking.body)


def test_same_names_are_those_of_rooms() -> None:
    """The tests below ask for all functions that are called as a room is."""
    folders = {path.parent.name for path in (ROOT / "dialogkit").glob("*/__init__.py")}
    assert folders & {*dialogkit.__all__} == {*SAME}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize(
    "order",
    [
        "import dialogkit; first = dialogkit.{name}; import dialogkit.{name}",
        "import dialogkit.{name}; first = dialogkit.{name}",
        "from dialogkit.{name} import {name} as first; import dialogkit",
        "import dialogkit.{name} as first, dialogkit, importlib; importlib.reload(dialogkit)",
    ],
)
def test_a_function_goes_before_the_room_of_its_name(name: str, order: str) -> None:
    """Whichever is asked for first; the room is found by whoever imports from it."""
    code = f"""
{order.format(name=name)}
import sys
from dialogkit import {name} as asked
room = sys.modules["dialogkit.{name}"]
print(first is asked is dialogkit.{name} is room.{name}, type(asked).__name__, type(room).__name__)
"""
    assert fresh(code).split() == ["True", "function", "module"]


def test_functions_go_before_rooms_where_all_names_are_taken() -> None:
    """With the star, after a command has loaded rooms."""
    code = """
import dialogkit.cli._staff
from dialogkit import *
import dialogkit, sys
for name in {same!r}:
    first, asked, room = globals()[name], getattr(dialogkit, name), sys.modules["dialogkit." + name]
    print(first is asked is getattr(room, name), type(asked).__name__, type(room).__name__)
"""
    assert fresh(code.format(same=SAME)).split() == ["True", "function", "module"] * len(SAME)


def test_rooms_are_found_without_importing_them() -> None:
    """As ``dialogkit.corpus.mask`` after ``import dialogkit`` alone."""
    others = sorted({*dir(dialogkit)} - {*dialogkit.__all__})
    rooms = {name for name in others if isinstance(getattr(dialogkit, name), ModuleType)}
    given = {"bot", "channels", "contact_centre", "conversation", "corpus", "errors", "flow"}
    assert given | {"intents", "report", "widgets"} <= rooms
    code = "import dialogkit; print(dialogkit.corpus.mask, dialogkit.channels.names)"
    assert "mask" in fresh(code)


def test_other_names_are_refused() -> None:
    """In the words of Python; programs that ask whether there is a name get an answer."""
    with pytest.raises(AttributeError, match=r"^module 'dialogkit' has no attribute 'foresight'$"):
        dialogkit.foresight  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'foresight' from 'dialogkit'"):
        from dialogkit import foresight  # type: ignore[attr-defined]  # noqa: F401


def test_all_names_are_listed_before_they_are_asked_for() -> None:
    """For help, for editors at run time, and for the star."""
    code = """
import dialogkit, pydoc
print({*dialogkit.__all__} <= {*dir(dialogkit)})
text = pydoc.render_doc(dialogkit, renderer=pydoc.plaintext)
print(all(f" {name}(" in text for name in dialogkit.__all__ if name != "__version__"))
print("__getattr__" not in text)
names = {}
exec("from dialogkit import *", names)
print({*dialogkit.__all__} <= {*names})
"""
    assert fresh(code).split() == ["True"] * 4


def test_the_package_goes_to_workers() -> None:
    """A function of a notebook that names the package is pickled, and finds it again."""
    code = """
import dialogkit, pickle
import cloudpickle
def task():
    return dialogkit.load_flow
again = pickle.loads(cloudpickle.dumps(task))
print(again() is dialogkit.load_flow, pickle.loads(pickle.dumps(dialogkit)) is dialogkit)
"""
    assert fresh(code).split() == ["True"] * 2


# ----- the program -------------------------------------------------------------------------------

LOG = """\
[03.05.26, 09:12:01] Kiosk Beispiel: Guten Tag, wie können wir helfen?
[03.05.26, 09:13:40] Rosalinde Quittenbaum: Wo bleibt mein Paket?
"""
HEAVY = {"sklearn", "scipy.stats", "scipy.special", "scipy.optimize", "jinja2", "matplotlib"}
"""What takes long, and is needed by few commands."""


def after(*words: str) -> set[str]:
    """Modules that are loaded when a command has done its work."""
    code = f"""
import sys
from dialogkit.cli import main
sys.argv = ["dialogkit", *{list(words)!r}]
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
"""
    return loaded(code)


def rooms(modules: set[str]) -> set[str]:
    """The rooms that modules are of; conversation and errors are needed by all."""
    parts = (name.split(".") for name in modules if name.startswith("dialogkit."))
    small = ("conversation", "errors")
    return {part[1] for part in parts if not part[1].startswith("_") and part[1] not in small}


def test_reading_loads_what_reads(tmp_path: Path) -> None:
    """A log is read without classifier, simulation, report and what they rest on."""
    log = tmp_path / "chat.txt"
    log.write_text(LOG, encoding="utf-8")
    modules = after("read", str(log), "--dry-run")
    assert "dialogkit.corpus._read" in modules
    assert rooms(modules) == {"cli", "corpus"}
    assert not HEAVY & modules


def test_checking_loads_what_checks() -> None:
    """A flow is checked without reading logs; a bot is looked for where it is no flow."""
    modules = after("check", "corpora/parcel/flow.yaml")
    assert rooms(modules) == {"channels", "cli", "flow"}
    assert not HEAVY & modules


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("anonymize", {"corpus"}),
        ("cases", {"corpus"}),
        ("explain", {"channels", "flow"}),
        ("gate", {"evaluate"}),
    ],
)
def test_a_command_loads_its_rooms_alone(command: str, needed: set[str]) -> None:
    """Also to tell its options."""
    modules = after(command, "--help")
    assert rooms(modules) == {"cli", *needed}
    assert not HEAVY & modules


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_no_command_is_loaded_in_vain(option: str) -> None:
    """The version, and what there is, are told without any."""
    modules = after(option)
    commands = {f"dialogkit.cli.{name}" for name, _ in COMMANDS.values()}
    assert rooms(modules) == {"cli"}
    assert not commands & modules
    assert len(commands) > 10


def test_each_module_holds_its_commands() -> None:
    """What the table of commands says is what the modules add and the commands tell."""
    added = {}
    for module in sorted({module for module, _ in COMMANDS.values()}):
        app = typer.Typer()
        importlib.import_module(f"dialogkit.cli.{module}").add_to(app)
        for command in app.registered_commands:
            first, *_ = (inspect.getdoc(command.callback) or "").split("\n\n")
            added[command.name] = (module, " ".join(first.split()))
    assert added == COMMANDS
    sources = {path.stem: path.read_text("utf-8") for path in ROOT.glob("dialogkit/cli/*.py")}
    adding = {name for name, text in sources.items() if "\ndef add_to(" in text}
    assert adding == {module for module, _ in COMMANDS.values()}


def test_a_name_is_told_from_another_without_loading() -> None:
    """A slip of the pen gets the names that are like it, as ever."""
    words = [sys.executable, "-c", "from dialogkit.cli import main; main()", "reed"]
    result = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 2
    assert "No such command 'reed'. Did you mean 'read'" in result.stderr
