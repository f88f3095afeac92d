"""A channel: its limits, each with where it is known from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Generic, Literal, TypeVar

from dialogkit.channels import _render, _sms
from dialogkit.channels._length import Unit, measure
from dialogkit.conversation import LEVELS, Level

__all__ = ["Channel", "Fact", "Medium"]

Medium = Literal["image", "video", "audio", "file"]
"""What a message can be beside text."""

_V = TypeVar("_V", int, bool, Level, tuple[Medium, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[_V]):
    """One value and how it is known."""

    value: _V
    """The value itself."""
    source: str
    """Who says so: the address of a page, or a description; for a judgement, its reason."""
    checked: date
    """When somebody last looked."""
    unconfirmed: bool = False
    """Whether nobody could confirm it; what rests on it is a warning, not an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a messenger or other medium can carry. A limit that is ``None`` means: has no such."""

    name: str
    """As flows name it."""
    title: str
    """As people call it."""
    counts: Unit = "characters"
    """What texts are counted in: Unicode characters, UTF-16 units, UTF-8 bytes, or for SMS
    septets of GSM-7, and UTF-16 units where a character is not in GSM-7."""
    label_counts: Unit | None = None
    """What labels and texts of a template are counted in; ``None``: as ``counts``."""

    # ----- texts ---------------------------------------------------------------------------------

    text: Fact[int] | None = None
    """Longest text of one message."""
    part: Fact[int] | None = None
    """Septets of an SMS that is alone."""
    part_joined: Fact[int] | None = None
    """Septets of each SMS of a text in several."""
    part_ucs2: Fact[int] | None = None
    """UTF-16 units of an SMS that is alone, where a character is not in GSM-7."""
    part_ucs2_joined: Fact[int] | None = None
    """UTF-16 units of each SMS of such a text in several."""
    parts: Fact[int] | None = None
    """Most SMS that a phone puts together to one message."""
    links: Fact[bool] | None = None
    """Whether a link is of any use here; ``None``: it is."""
    media: Fact[tuple[Medium, ...]] | None = None
    """Media it carries beside text; ``None``: nobody looked."""

    # ----- choices -------------------------------------------------------------------------------

    buttons: Fact[int] | None = None
    """Most buttons, or quick replies, below one message."""
    min_choices: Fact[int] | None = None
    """Fewest buttons below one message, where one alone is refused."""
    button_title: Fact[int] | None = None
    """Longest label of a button."""
    button_body: Fact[int] | None = None
    """Longest text above buttons, where it is shorter than ``text``."""
    button_data: Fact[int] | None = None
    """Most bytes of UTF-8 that a button can send back."""
    phone_only: Fact[bool] | None = None
    """Whether only phones show the buttons, and other devices the text alone."""
    template_buttons: Fact[int] | None = None
    """Most buttons of a template or card: they stay, where quick replies vanish. Its text and
    labels are limited by the next two."""
    template_body: Fact[int] | None = None
    """Longest text of a template."""
    template_title: Fact[int] | None = None
    """Longest label of a template's button."""
    rows: Fact[int] | None = None
    """Most rows of a list, over all its sections."""
    row_title: Fact[int] | None = None
    """Longest label of a row."""
    row_description: Fact[int] | None = None
    """Longest second line of a row."""
    row_body: Fact[int] | None = None
    """Longest text above a list, where it is shorter than ``text``."""
    row_data: Fact[int] | None = None
    """Most bytes of UTF-8 that a row can send back."""
    spoken_choices: Fact[int] | None = None
    """Most choices that are read out; set where everything is spoken."""

    # ----- when who may write --------------------------------------------------------------------

    window: Fact[int] | None = None
    """Seconds after the customer's last message in which free text may be sent."""
    human_window: Fact[int] | None = None
    """Seconds in which an agent still may write, where the bot no longer may."""
    ad_window: Fact[int] | None = None
    """Seconds of the window, at most, where the customer came by an advertisement."""
    messages: Fact[int] | None = None
    """Most messages in answer to one of the customer's."""
    reply_window: Fact[int] | None = None
    """Seconds in which an answer counts as a reply; later it is a push, which may cost."""
    tap_messages: Fact[int] | None = None
    """Most messages where the customer did not write but tapped a menu, followed or scanned."""
    tap_window: Fact[int] | None = None
    """Seconds in which those may be sent."""
    opt_in: Fact[bool] | None = None
    """Whether customers must have agreed before the company begins to write."""
    templates: Fact[bool] | None = None
    """Whether outside the window there are approved templates, and nothing else."""
    recipients: Fact[int] | None = None
    """Most recipients of one broadcast."""

    # ----- what is demanded ----------------------------------------------------------------------

    discloses: Fact[bool] | None = None
    """Whether a bot is demanded to say that it is one."""
    reach_human: Fact[bool] | None = None
    """Whether a live agent must be within reach of every customer."""
    fit_for: Fact[Level] | None = None
    """Highest level of a value that may be asked here. A judgement; ``source`` is its reason."""
    discontinued: Fact[bool] | None = None
    """Whether bots can no longer use it."""

    @property
    def facts(
        self,
    ) -> Mapping[str, Fact[int] | Fact[bool] | Fact[Level] | Fact[tuple[Medium, ...]]]:
        """Every fact that is known, by its name."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, Fact)}

    @property
    def window_seconds(self) -> float | None:
        """Seconds that the bot may write after the customer's last message; ``None``: for ever."""
        return float(self.window.value) if self.window is not None else None

    @property
    def human_window_seconds(self) -> float | None:
        """Seconds that an agent may write after the customer's last message; ``None``: for ever."""
        fact = self.human_window or self.window
        return float(fact.value) if fact is not None else None

    @property
    def must_disclose(self) -> bool:
        """Whether a bot is demanded to say that it is one."""
        return self.discloses is not None and self.discloses.value

    def fits_level(self, level: Level) -> bool:
        """Whether a value of this level may be asked here.

        >>> from dialogkit.channels import load_channel
        >>> load_channel("sms").fits_level("sensitive")
        False
        """
        return self.fit_for is None or LEVELS.index(level) <= LEVELS.index(self.fit_for.value)

    def carries(self, medium: Medium) -> bool:
        """Whether it carries this medium; where nobody looked, it does."""
        return self.media is None or medium in self.media.value

    def length(self, text: str) -> int:
        """The length of a text as this channel counts it.

        >>> from dialogkit.channels import load_channel
        >>> load_channel("telegram").length("größer 🙂")
        8
        >>> load_channel("threema").length("größer 🙂")
        13
        >>> load_channel("sms").length("5 €")
        4
        """
        return measure(text, self.counts)

    def label_length(self, label: str) -> int:
        """The length of a label as this channel counts it."""
        return measure(label, self.label_counts or self.counts)

    def count_parts(self, text: str) -> _sms.Parts | None:
        """In how many SMS a text goes, and why; ``None`` on every other channel.

        >>> from dialogkit.channels import load_channel
        >>> load_channel("sms").count_parts("Bis „morgen“")
        Parts(number=1, encoding='UCS-2', length=12, each=70, because=('„', '“'))
        """
        if self.counts != "gsm7":
            return None
        sizes = (self.part, self.part_joined, self.part_ucs2, self.part_ucs2_joined)
        return _sms.count_parts(text, *(fact.value if fact is not None else 1 for fact in sizes))

    def fit(
        self, text: str, labels: Sequence[str] = (), *, words: Sequence[str] | None = None
    ) -> _render.Rendered:
        """What the customer will see of a text and its choices.

        Buttons are taken where they fit, else a list, else numbered lines; a long text becomes
        several messages, cut between paragraphs, sentences or words, and the choices stand
        below the last one. Where everything is spoken, the choices are read out. Nothing is ever
        cut off: what cannot be carried whole is refused.

        Args:
            text: What the bot says.
            labels: Labels of the choices.
            words: What a button sends back when it is pressed; the labels, where not given.

        Returns:
            The messages and how the choices are shown, with every reason to degrade.
        """
        return _render.render(self, text, tuple(labels), tuple(labels if words is None else words))
