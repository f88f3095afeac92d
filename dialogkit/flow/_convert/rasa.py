"""Rasa, with rules and stories."""

from __future__ import annotations

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import sections_of
from dialogkit.flow._convert._rasa_read import read_rasa
from dialogkit.flow._convert._source import Source

__all__ = ["NAME", "read", "recognise"]

NAME = "rasa"
_TELLING = frozenset({"rules", "stories", "responses", "templates", "forms", "intents", "nlu"})


def recognise(source: Source) -> bool:
    """Whether there are rules, stories, responses or examples as Rasa writes them."""
    keys = {key for _, found in sections_of(source) for key in found}
    if "flows" in keys:
        return False
    if keys & _TELLING:
        return True
    heads = (b"\n## intent:", b"\n* ", b"\n- utter_", b"\n  - utter_", b"\n    - utter_")
    files = [b"\n" + source.files[name] for name in source.names(".md")]
    return any(heads[0] in f or (heads[1] in f and any(h in f for h in heads[2:])) for f in files)


def read(source: Source) -> Draft:
    """The bot, as far as a flow can say it.

    Raises:
        InputError: The files hold no bot.
    """
    return read_rasa(source, origin="Rasa")
