"""The help of every command: examples that can be copied, in lines that fit on the terminal."""

from __future__ import annotations

import shlex
import shutil

import pytest
from cli_world import call

from dialogkit.cli._commands import COMMANDS
from dialogkit.cli._help import laid_out


def help_of(command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """What ``--help`` prints on a terminal so wide."""
    monkeypatch.setenv("COLUMNS", str(width))
    assert shutil.get_terminal_size().columns == width
    result = call(command, "--help")
    assert result.code == 0
    return result.out


def examples(text: str) -> list[list[str]]:
    """The words of each example, as a shell has them."""
    found = []
    for part in text.split("Example:\n")[1:]:
        lines = part.split("\n\n", 1)[0].split("\n")
        assert all(line.endswith(" \\") for line in lines[:-1])
        assert not lines[-1].endswith("\\")
        found.append(shlex.split(" ".join(line.removesuffix("\\") for line in lines)))
    return found


@pytest.mark.parametrize("command", list(COMMANDS))
@pytest.mark.parametrize("width", [80, 120])
def test_help_fits_and_its_examples_can_be_copied(
    command: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is longer than the terminal; each example stands by itself and is one command."""
    text = help_of(command, width, monkeypatch)
    assert max(map(len, text.split("\n"))) <= width
    found = examples(text)
    assert found
    for words in found:
        assert words[:2] == ["dialogkit", command]
        assert words.count("dialogkit") == 1
    assert text.count("Example:") == len(found)


def test_a_wide_terminal_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to 120 letters, beyond which lines are hard to read."""
    lengths = {
        width: max(map(len, help_of("forecast", width, monkeypatch).split("\n")))
        for width in (80, 120, 300)
    }
    assert lengths[80] <= 80 < lengths[120] <= 120
    assert lengths[300] <= 120


def test_examples_of_one_paragraph_are_told_apart() -> None:
    """However they stand in the docstring, a quoted value stays whole."""
    many = "--one 1 --two 2 --three 3 --four 4 --five 5 --six 6 --seven 7 --eight 8 --nine 9"
    text = f'Does.\n\nExample: dialogkit a --set "x = 1, y = 2"\nExample: dialogkit b\n{many}'
    first, second = examples(laid_out(text).replace("\b\n", ""))
    assert first == ["dialogkit", "a", "--set", "x = 1, y = 2"]
    assert second[:4] == ["dialogkit", "b", "--one", "1"]
    assert second[-2:] == ["--nine", "9"]
