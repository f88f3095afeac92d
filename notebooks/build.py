"""Writes the notebooks from their ``.py`` halves, each run in a fresh kernel.

    python notebooks/build.py                    # all of them, as `make notebooks` does
    python notebooks/build.py 00_start_here      # one

What is committed is the same whoever runs this and wherever: it holds no time, no random name and
no path of the machine.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from dialogkit import _files

HERE = Path(__file__).resolve().parent
LARGEST = 500_000
"""Bytes of a notebook. More is slow to open and to review."""

PUBLIC_KEY = "0123456789abcdef" * 4
"""What the committed pseudonyms are made with. Everybody may know it: the log is invented."""

_WIDGET = "application/vnd.jupyter.widget-view+json"
_PANEL = re.compile(r"\bdk-[0-9a-f]{32}\b")
_REPR = re.compile(r"\A(\w+)\(.*\Z", re.DOTALL)


def main(names: list[str]) -> int:
    """Builds the named notebooks, or all; the exit code is 0 if all could be run."""
    known = {half.stem: half for half in halves()}
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"there is no {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        notebook = build(known[name])
        text = nbformat.writes(notebook) + "\n"
        if len(text.encode()) > LARGEST:
            raise SystemExit(f"{name} is larger than {LARGEST} bytes: make its pictures smaller")
        _files.write_text(text, HERE / f"{name}.ipynb")
        print(f"{name}: {len(notebook.cells)} cells, {len(text) // 1024} KB")
    return 0


def halves() -> list[Path]:
    """The ``.py`` halves in reading order."""
    return sorted(HERE.glob("[0-9][0-9]_*.py"))


def build(half: Path) -> NotebookNode:
    """The notebook of a ``.py`` half, with the outputs of a fresh kernel."""
    notebook = read(half)
    with tempfile.TemporaryDirectory() as folder:
        try:
            run(notebook, stage(Path(folder)))
        except CellExecutionError as error:
            raise SystemExit(f"{half.name}: a cell fails\n{error}") from None
    tidy(notebook)
    sweep(notebook)
    return notebook


def read(half: Path) -> NotebookNode:
    """The cells of a ``.py`` half, named by their place."""
    notebook = jupytext.read(half)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def stage(folder: Path) -> Path:
    """A place to run notebooks in, with the corpora beside it (only read) and a known key."""
    (folder / "corpora").symlink_to(HERE.parent / "corpora", target_is_directory=True)
    place = folder / "notebooks"
    key = place / "work" / "forecast" / "secret.key"
    key.parent.mkdir(parents=True)
    key.write_text(PUBLIC_KEY + "\n", encoding="ascii")
    key.chmod(0o600)
    return place


def run(notebook: NotebookNode, place: Path) -> None:
    """Runs all cells in a fresh kernel of this Python, without the user's settings for IPython."""
    os.environ |= {"JUPYTER_PREFER_ENV_PATH": "1", "IPYTHONDIR": str(place.parent / "ipython")}
    NotebookClient(
        notebook,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        timeout=600,
        store_widget_state=False,
        coalesce_streams=True,
        record_timing=False,
        resources={"metadata": {"path": str(place)}},
    ).execute()


def tidy(notebook: NotebookNode) -> None:
    """Takes out what another run or machine would write otherwise."""
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata.pop("widgets", None)
    panels: dict[str, str] = {}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if "data" in output:
                output.data = _tidy_data(output.data, panels)


def _tidy_data(data: NotebookNode, panels: dict[str, str]) -> NotebookNode:
    """Without live widgets (no kernel is there for them) and long texts beside pictures."""
    data.pop(_WIDGET, None)
    for kind, value in data.items():
        if isinstance(value, str):
            data[kind] = _PANEL.sub(lambda m: panels.setdefault(m[0], f"dk-{len(panels)}"), value)
    if len(data) > 1 and "text/plain" in data:
        data["text/plain"] = _REPR.sub(r"\1", data["text/plain"])
    return data


def sweep(notebook: NotebookNode) -> None:
    """Refuses outputs that tell of the machine, or of a warning nobody has looked at."""
    folders = (HERE.parent, Path.home(), tempfile.gettempdir(), sys.prefix, sys.base_prefix)
    local = {str(folder) for folder in folders} - {os.sep}
    for number, output in _outputs(notebook):
        if output.get("name") == "stderr":
            raise SystemExit(f"cell {number} writes to stderr:\n{output.text}")
        shown = json.dumps(output, ensure_ascii=False)
        if any(f"{path}/" in shown for path in local):
            raise SystemExit(f"cell {number} shows a path of this machine; show a relative one")


def _outputs(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            yield number, output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
