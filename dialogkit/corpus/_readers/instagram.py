"""Instagram: the JSON of "Download your information", of the same kind as Messenger's."""

from __future__ import annotations

from dialogkit.corpus._meta_chats import from_instagram, is_meta_chat, read_meta_chat
from dialogkit.corpus._raw import Reading, Source

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "instagram"
GENERIC = False


def recognise(source: Source) -> bool:
    """Whether it is a chat of these downloads, and Instagram's."""
    return is_meta_chat(source) and from_instagram(source)


def read(source: Source) -> Reading:
    """The conversation; see `dialogkit.corpus._meta_chats.read_meta_chat`.

    Raises:
        InputError: It is not JSON, or holds no list of messages.
    """
    return read_meta_chat(source, channel=NAME)
