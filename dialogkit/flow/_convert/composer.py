"""Bot Framework Composer bots: ``.dialog``, ``.lu``, ``.lg`` and ``.qna`` files.

The root dialog is where the bot waits; its intents are digressions heard anywhere. Every other
dialog is a part of the flow that is visited where it is begun.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from dialogkit.errors import InputError
from dialogkit.flow._convert._composer_bot import Builder
from dialogkit.flow._convert._composer_files import kind_of, read_bot
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._several import folders_with, refuse_several
from dialogkit.flow._convert._source import Source
from dialogkit.flow._convert._tidy import tidy

__all__ = ["NAME", "read", "recognise"]

NAME = "composer"


def recognise(source: Source) -> bool:
    """Whether there is a dialog, or sentences or templates in the language of one."""
    for name in source.names(".dialog"):
        try:
            value = source.json(name)
        except InputError:
            continue
        if isinstance(value, dict) and kind_of(value):
            return True
    return bool(source.names(".lu", ".lg", ".qna"))


def read(source: Source) -> Draft:
    """The bot as a flow.

    Raises:
        InputError: A file is damaged, or there is none of a bot.
    """
    refuse_several(source, _roots(source))
    bot = read_bot(source)
    if not (bot.dialogs or bot.models or bot.pairs or bot.templates):
        raise InputError("holds no file of a Composer bot", file=source.path)
    root = next(iter(bot.dialogs.values()), None)
    draft = Draft(root.name if root is not None else "", bot.locales())
    draft.origin = "Bot Framework Composer"
    Builder(draft, bot).build()
    tidy(draft, [draft.name("step", "listen")])
    return draft


def _roots(source: Source) -> set[str]:
    """Folders with a dialog beside a folder of dialogs, or beside settings: each is a bot."""
    beside = {
        str(parent.parent)
        for name in source.files
        for parent in PurePosixPath(name.lower()).parents
        if parent.name in ("dialogs", "settings", "language-understanding")
    }
    dialogs = folders_with(source, lambda path: path.suffix.lower() == ".dialog")
    inner = {"dialogs", "recognizers", "imported"}
    return {
        each
        for each in dialogs
        if each.lower() in beside and not inner & set(PurePosixPath(each.lower()).parts)
    }
