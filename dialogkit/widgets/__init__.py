"""What is used with the mouse: the chat panel."""

from __future__ import annotations

from dialogkit.widgets._chat import ChatPanel, chat
from dialogkit.widgets._rehearsal import Line

__all__ = ["ChatPanel", "Line", "chat"]
