"""Rasa CALM: flows that a language model or an intent begins."""

from __future__ import annotations

from dialogkit.errors import InputError
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import child
from dialogkit.flow._convert._rasa_read import read_rasa
from dialogkit.flow._convert._source import Source

__all__ = ["NAME", "read", "recognise"]

NAME = "calm"


def recognise(source: Source) -> bool:
    """Whether there are flows with steps, as Rasa writes them."""
    for name in source.names(".yml", ".yaml"):
        try:
            value = source.yaml(name)
        except InputError:
            continue
        if value is None or value.kind != "map":
            continue
        flows = child(value, "flows").entries.values()
        if any(each.kind == "map" and "steps" in each.entries for each in flows):
            return True
    return False


def read(source: Source) -> Draft:
    """The bot, as far as a flow can say it.

    Raises:
        InputError: The files hold no bot.
    """
    return read_rasa(source, origin="Rasa CALM")
