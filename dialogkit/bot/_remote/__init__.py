"""A bot that runs elsewhere: behind Rasa's REST channel or an OpenAI-compatible endpoint."""

from __future__ import annotations

from dialogkit.bot._remote._bot import RemoteBot, talk_line
from dialogkit.bot._remote._calls import Caller, NoAnswerError
from dialogkit.bot._remote._flow_line import FlowBot, FlowLine
from dialogkit.bot._remote._line import AnyBot, BotAnswer, Choice, Line, OpenBot
from dialogkit.bot._remote._marks import Mark, Raw
from dialogkit.bot._remote._openai import chat_body, reply_of
from dialogkit.bot._remote._settings import Endpoint, RemoteSettings
from dialogkit.bot._remote._settings_file import is_remote, load_settings, read_endpoint

__all__ = [
    "AnyBot",
    "BotAnswer",
    "Caller",
    "Choice",
    "Endpoint",
    "FlowBot",
    "FlowLine",
    "Line",
    "Mark",
    "NoAnswerError",
    "OpenBot",
    "Raw",
    "RemoteBot",
    "RemoteSettings",
    "chat_body",
    "is_remote",
    "load_settings",
    "read_endpoint",
    "reply_of",
    "talk_line",
]
