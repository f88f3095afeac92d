"""The bot: a flow and a classifier make a reply; a session is a value that can be kept."""

from __future__ import annotations

from dialogkit.bot._back_ends import Function
from dialogkit.bot._bot import Bot
from dialogkit.bot._fingerprint import flow_fingerprint
from dialogkit.bot._remote import (
    AnyBot,
    BotAnswer,
    Caller,
    Choice,
    Endpoint,
    FlowBot,
    FlowLine,
    Line,
    NoAnswerError,
    OpenBot,
    RemoteBot,
    RemoteSettings,
    chat_body,
    is_remote,
    read_endpoint,
    reply_of,
)
from dialogkit.bot._shapes import Shape, shape_of
from dialogkit.bot._terminal import chat_in_terminal
from dialogkit.bot._understanding import Understanding, Understood
from dialogkit.bot._values import Button, Handover, Held, Picture, Reply, Session, Why

__all__ = [
    "AnyBot",
    "Bot",
    "BotAnswer",
    "Button",
    "Caller",
    "Choice",
    "Endpoint",
    "FlowBot",
    "FlowLine",
    "Function",
    "Handover",
    "Held",
    "Line",
    "NoAnswerError",
    "OpenBot",
    "Picture",
    "RemoteBot",
    "RemoteSettings",
    "Reply",
    "Session",
    "Shape",
    "Understanding",
    "Understood",
    "Why",
    "chat_body",
    "chat_in_terminal",
    "flow_fingerprint",
    "is_remote",
    "read_endpoint",
    "reply_of",
    "shape_of",
]
