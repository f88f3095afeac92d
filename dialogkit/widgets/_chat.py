"""The chat panel: talk to a bot in a notebook, see why it answers so, and play the agent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dialogkit.bot import Bot, Session
from dialogkit.conversation import HandoffResult
from dialogkit.errors import MissingExtraError
from dialogkit.widgets._inbox import Inbox
from dialogkit.widgets._rehearsal import Line, Rehearsal
from dialogkit.widgets._static import static_transcript, told

__all__ = ["ChatPanel", "chat"]

_HERE = Path(__file__).parent


def chat(
    bot: Bot,
    *,
    locale: str | None = None,
    channel: str | None = None,
    customer: Mapping[str, str | bool | float] = MappingProxyType({}),
    opted: Sequence[str] = (),
    at: datetime | None = None,
) -> ChatPanel:
    """A panel to talk to ``bot`` in; the last value of a notebook's cell shows itself.

    Args:
        bot: The bot to talk to.
        locale: Language of the conversation and of the panel; ``None`` takes the bot's.
        channel: Channel to behave like; ``None`` takes the bot's.
        customer: Fact of the flow to what the company knows of the customer.
        opted: Topics the customer has agreed to be written to about.
        at: When it takes place, with a time zone; the clock stands still. ``None`` leaves the
            time open: every handoff counts as open, and nothing can be pushed.

    Raises:
        MissingExtraError: The package ``anywidget`` is not installed.
        ParameterError: The flow does not have the language or a fact, there is no such channel,
            or the time has no zone.
    """
    return ChatPanel(bot, locale=locale, channel=channel, customer=customer, opted=opted, at=at)


class ChatPanel:
    """A conversation that is shown as a messenger shows it, and can be driven from Python too.

    The transcript stands beside the widget as plain HTML and is kept up to date, so that a saved
    notebook can be read where no kernel runs.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        locale: str | None = None,
        channel: str | None = None,
        customer: Mapping[str, str | bool | float] = MappingProxyType({}),
        opted: Sequence[str] = (),
        at: datetime | None = None,
    ) -> None:
        self._rehearsal = Rehearsal(
            bot, at=at, locale=locale, channel=channel, customer=customer, opted=opted
        )
        self._inbox = Inbox()
        self._copy: Any = None
        self.widget = _widget(self._view())
        self.widget.on_msg(lambda _, content, __: self._receive(content))

    @property
    def session(self) -> Session:
        """Where the conversation stands."""
        return self._rehearsal.now.session

    @property
    def transcript(self) -> tuple[Line, ...]:
        """All that was said so far."""
        return self._rehearsal.now.lines

    def say(self, text: str) -> None:
        """The customer writes."""
        self._do({"kind": "say", "text": text})

    def press(self, word: str) -> None:
        """The customer presses the button of ``word``."""
        self._do({"kind": "press", "word": word})

    def silence(self) -> None:
        """The customer stays silent for as long as the flow's rule says."""
        self._do({"kind": "silence"})

    def push(self, name: str) -> None:
        """The bot begins with this push, where customer and cap allow it; it needs ``at``."""
        self._do({"kind": "push", "name": name})

    def take_over(self) -> None:
        """An agent takes over from the queue."""
        self._do({"kind": "take_over"})

    def answer(self, text: str) -> None:
        """The agent writes."""
        self._do({"kind": "answer", "text": text})

    def give_back(self, result: HandoffResult) -> None:
        """The handoff is over, with this result."""
        self._do({"kind": "give_back", "result": result})

    def undo(self) -> None:
        """Back to the moment before the last event."""
        self._do({"kind": "undo"})

    def restart(self) -> None:
        """Back to the beginning."""
        self._do({"kind": "restart"})

    # ----- between browser and bot ---------------------------------------------------------------

    def _receive(self, content: object) -> None:
        """Does what a view of the panel asks for, each thing once and in order."""
        due = self._inbox.take(content)
        for message in due:
            self._act(message)
        if due:
            self._show()

    def _do(self, message: Mapping[str, Any]) -> None:
        self._act(message)
        self._show()

    def _act(self, message: Mapping[str, Any]) -> None:
        """One event; what no panel sends is ignored."""
        match message:
            case {"kind": "say", "text": str(text)} if text.strip():
                self._rehearsal.say(text)
            case {"kind": "press", "word": str(word)}:
                label = message.get("label")
                self._rehearsal.press(word, label if isinstance(label, str) else None)
            case {"kind": "answer", "text": str(text)} if text.strip():
                self._rehearsal.answer(text)
            case {"kind": "push", "name": str(name)}:
                self._rehearsal.push(name)
            case {"kind": "give_back", "result": result} if result in self._view()["results"]:
                self._rehearsal.give_back(result)
            case {"kind": "silence" | "take_over" | "undo" | "restart" as name}:
                getattr(self._rehearsal, name)()
            case _:
                pass

    def _view(self) -> dict[str, Any]:
        return {**self._rehearsal.view(), "seen": dict(self._inbox.seen)}

    def _show(self) -> None:
        self.widget.view = self._view()
        if self._copy is not None:
            self._copy.update({"text/html": self._static(), "text/plain": repr(self)}, raw=True)

    # ----- in a notebook -------------------------------------------------------------------------

    def _static(self) -> str:
        name = f"dk-{self.widget.model_id}"
        return static_transcript(self.transcript, self._rehearsal.words, name=name)

    def __repr__(self) -> str:
        names = self._rehearsal.words
        return "\n".join(f"{names[line.who]}: {told(line, names)}" for line in self.transcript)

    def _repr_html_(self) -> str:
        return self._static()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """The live panel for who has a kernel, the transcript for who has not."""
        live = self.widget._repr_mimebundle_() or {}
        shown = live[0] if isinstance(live, tuple) else live
        return {**shown, "text/html": self._static(), "text/plain": repr(self)}

    def _ipython_display_(self) -> None:
        """Shows the live panel and, as an output of its own, the transcript that is saved."""
        from IPython import display as notebook

        show: Any = notebook.display
        bundle = self._repr_mimebundle_()
        static = {key: bundle.pop(key) for key in ("text/html", "text/plain")}
        show({**bundle, "text/plain": ""}, raw=True)
        self._copy = show(static, raw=True, display_id=True)


def _widget(view: dict[str, Any]) -> Any:
    """The half of the panel that the browser mirrors."""
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise MissingExtraError.of("anywidget", extra="notebook") from None

    class _Chat(anywidget.AnyWidget):
        _esm = _HERE / "chat.js"
        _css = _HERE / "chat.css"
        view = traitlets.Dict().tag(sync=True)
        hides = traitlets.Unicode().tag(sync=True)

    made = _Chat(view=view)
    made.hides = f"dk-{made.model_id}"
    return made
