"""Facebook Messenger: the JSON of "Download your information" and of end-to-end encrypted chats.

The same download as HTML writes dates in the account's language and is refused, with the remedy.
"""

from __future__ import annotations

import re

from dialogkit.corpus._meta_chats import from_instagram, is_meta_chat, read_meta_chat
from dialogkit.corpus._raw import Reading, Source

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "facebook"
GENERIC = False

_HTML = re.compile(r'class="(?:[\w ]*\b_a6-g\b|pam _3-95 _2pi0|[\w ]*\b_a6-p\b|_3-95 _2pim)')


def recognise(source: Source) -> bool:
    """Whether it is a chat of Messenger, as JSON or HTML."""
    if _is_html(source):
        return True
    return is_meta_chat(source) and not from_instagram(source)


def read(source: Source) -> Reading:
    """The conversation; see `dialogkit.corpus._meta_chats.read_meta_chat`.

    Raises:
        InputError: It is not JSON, or holds no list of messages; or it is HTML.
    """
    if _is_html(source):
        what = "is Facebook's or Instagram's download as HTML; download it again in the format JSON"
        raise source.refuse(what)
    return read_meta_chat(source, channel=NAME)


def _is_html(source: Source) -> bool:
    return source.head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_HTML.search(source.head))
