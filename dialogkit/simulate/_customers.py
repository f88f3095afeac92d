"""Customers: who comes when, wants what, in which words, and how they behave."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal, Self

from dialogkit import _files
from dialogkit.conversation import LEVELS, Cases, IntentModel, Level, Utterance
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate import _customers_file
from dialogkit.simulate._assumptions import ASSUMPTIONS, OUT_OF_SCOPE, Parameter, known
from dialogkit.simulate._fit_delays import felt
from dialogkit.simulate._fit_values import shifted
from dialogkit.simulate._habits import Counted, Delay, Segments, Share, interval_of, require_whole
from dialogkit.simulate._served import Served

__all__ = ["OUT_OF_SCOPE", "Customers", "Heard", "Origin", "Share", "Spoken"]

Origin = Literal["anonymized", "raw", "labelled", "unknown"]
"""Of the texts that customers say: an anonymous log, one that is not (names may be in them),
labelled texts beside or in place of a log; or nobody has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a classifier that was not taught with a text takes it for."""

    label: str | None
    """The label it accepts; ``None`` where it does not accept any."""
    confidence: float
    """Of the label it finds most likely."""
    likely: str | None = None
    """That label, accepted or not; ``None`` where it is not known beside ``label``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text customers write, and how likely it means what."""

    text: str
    """An anonymous customer text."""
    locale: str | None
    """Its language; ``None``: nobody knows."""
    meant: Mapping[str, float]
    """Label to the probability that this text is about it; 1 for a labelled text."""
    heard: Heard | None = None
    """How it is understood, where that was found out beforehand; ``None`` asks the classifier."""
    typed: Mapping[str, tuple[str, Heard]] | None = None
    """Way of typing to the text typed so and how that is understood, beside ``heard``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """The customer model: measured where a log can show it, assumed, and said so, where not.

    Fitted by `Customers.fit` or, without a log, assumed by `Customers.assume`; saved as JSON that
    a designer may read and edit.
    """

    fingerprint: str
    """Of the classifier it was fitted with."""
    weeks: float
    """Length of the log in weeks."""
    cases: int
    """Cases in the log."""
    arrivals: tuple[float, ...]
    """Expected cases in each hour of the week, 168 values, Monday 0 h local time first; of assumed
    customers their shares, as the contact centre says how many come."""
    dispersion: float = 1.0
    """Variance of the number of cases a day over its mean, at least 1 (Poisson)."""
    timezone: str = "Europe/Berlin"
    """Where the hours of the week are counted."""
    ends: date = date(2026, 1, 4)
    """Last day of the log, local time."""
    intents: Mapping[str, Share] = field(default_factory=dict)
    """Label to its share of the cases that some label covers; the values sum to 1. The share of
    the others is the parameter `OUT_OF_SCOPE`."""
    locales: Mapping[str, float] = field(default_factory=dict)
    """Locale to share of cases."""
    channels: Mapping[str, float] = field(default_factory=dict)
    """Channel to share of cases."""
    greets_first: float = 0.0
    """Share of cases whose first message holds no issue yet."""
    segments: Segments = field(default_factory=Segments)
    """The mix by channel, language and hour of the week, where a log shows one."""
    at_once: Mapping[str, Share] = field(default_factory=dict)
    """Label to who names its value at once, where a log shows it; of the others the parameter
    ``gives_value_at_once`` holds."""
    at_once_of_all: float = 0.0
    """The same over all issues, as it was measured."""
    delays: tuple[Delay, ...] = ()
    """Reply times by who is answered and on which channel, where a log shows them."""
    reply_median: float = 60.0
    """Median seconds until a customer replies."""
    reply_spread: float = 1.5
    """Standard deviation of the logarithm of that time."""
    replies: int = 0
    """Replies behind the two."""
    spoken: tuple[Spoken, ...] = ()
    """The finite pool of texts that simulated customers write."""
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: dict(ASSUMPTIONS))
    """Name to parameter."""
    counted: tuple[Counted, ...] = ()
    """What the log shows beside all this, to be read: nothing is simulated from it."""
    served: Served | None = None
    """How the log's team answered, to be held against the simulated weeks without the bot;
    ``None`` where there is no log, and in files of before."""
    notes: tuple[str, ...] = ()
    """What a reader of the forecast should know of the fit."""
    notes_de: tuple[str, ...] = ()
    """The same in German, in the same order; empty in files of before."""
    assumed: bool = False
    """Whether there was no log: then nothing here was counted."""
    source: str = ""
    """Where assumed customers come from, in the words of who wrote them down."""
    texts_from: Origin = "unknown"
    """Where ``spoken`` comes from; unknown in files of before."""

    def __post_init__(self) -> None:
        if len(self.arrivals) != 168 or min(self.arrivals) < 0:
            raise ParameterError("arrivals must be 168 numbers of at least 0, one an hour of week")
        require_whole({label: share.value for label, share in self.intents.items()}, "intents")
        require_whole(self.locales, "locales")
        require_whole(self.channels, "channels")
        if self.reply_median <= 0 or self.reply_spread < 0:
            raise ParameterError("reply_median must be above 0 seconds and reply_spread at least 0")

    @property
    def next_monday(self) -> date:
        """The first Monday after the log: where a simulated week begins unless told otherwise."""
        return self.ends + timedelta(days=7 - self.ends.weekday())

    @property
    def per_week(self) -> float:
        """Expected cases a week."""
        return float(sum(self.arrivals))

    @classmethod
    def fit(
        cls,
        cases: Cases,
        model: IntentModel,
        *,
        utterances: Sequence[Utterance] = (),
        speak: Literal["auto", "log", "utterances"] = "auto",
        small_talk: Sequence[str] | None = None,
        timezone: str = "Europe/Berlin",
    ) -> Self:
        """What a log shows of its customers.

        Each parameter says whether it was measured, and then on how many cases and with which
        interval. What a log cannot show stays an assumption: of agents left unanswered nobody can
        tell how a bot is left.

        Args:
            cases: A log cut into cases; of one that is not anonymous the customers say the texts as
                they are, and ``texts_from`` tells. Who comes back is measured, and is no new
                customer, where `dialogkit.corpus.link_recontacts` has linked them.
            model: The classifier of the bot to be rehearsed.
            utterances: Labelled texts the classifier was *not* trained on.
            speak: What simulated customers say: ``log``, the openings of the log, each meaning
                what the classifier's probabilities say; ``utterances``, the labelled texts, whose
                meaning is certain; ``auto``, the log where it has openings enough.
            small_talk: Labels that are no issue (greetings, thanks); ``None`` knows them by name.
            timezone: Where the hours of the week are counted.

        Raises:
            InputError: The log has no customer text, or there are no labelled texts to speak.
        """
        from dialogkit.simulate._fit import fit

        found = fit(cases, model, utterances, speak=speak, small_talk=small_talk, timezone=timezone)
        return cls(fingerprint=model.fingerprint, timezone=timezone, **found)

    @classmethod
    def assume(
        cls,
        source: str | os.PathLike[str] | Mapping[str, Any],
        model: IntentModel,
        utterances: Sequence[Utterance],
        *,
        unseen: bool = False,
        seed: int = 0,
        timezone: str = "Europe/Berlin",
    ) -> Self:
        """Customers of a bot that has no log yet: all about them is assumed, and says so.

        How many come a week is what the contact centre says (``arrivals_per_week``).

        Args:
            source: A file ``customers.yaml``, or a mapping of the same keys: ``intents`` (label to
                share, together 100 %), ``out_of_scope`` ({low, central, high}), ``locales``,
                ``channels``, ``hours`` ("8-12" to share of the day), ``days`` (Mo to Su),
                ``greets_first``, ``source``.
            model: The classifier of the bot to be rehearsed.
            utterances: Labelled texts that customers say; those labelled `OUT_OF_SCOPE` are said
                by customers whom no label covers.
            unseen: Whether the classifier was *not* taught with the texts. Else each is understood
                as by a classifier taught without it, by cross-validation, as texts it has learnt
                would flatter the bot.
            seed: Settles the parts of the cross-validation.
            timezone: Where the hours of the week are counted.

        Raises:
            InputError: The file cannot be read or has values that cannot be; all are listed.
            ParameterError: The classifier cannot be cross-validated with these texts.
        """
        from dialogkit.simulate._assumed import assume

        found = assume(source, model, utterances, unseen=unseen, seed=seed)
        return cls(fingerprint=model.fingerprint, timezone=timezone, **found)

    def with_values(self, **values: float) -> Self:
        """The same customers with some parameters set to other central values.

        Raises:
            ParameterError: A name is unknown or a value outside its range.
        """
        parameters = dict(self.parameters)
        for name, value in values.items():
            old = parameters.get(name) or known(name)
            low, high = min(old.low, value), max(old.high, value)
            new = replace(old, low=low, central=value, high=high)
            if value != old.central:
                new = replace(new, source="assumed", n=None)
            parameters[name] = new
        return replace(self, parameters=parameters)

    def in_force(self) -> dict[str, float]:
        """Each number that conversations are decided by, under its name.

        Beside the parameters that is ``greets_first``; ``leaves_first_turn``, which is
        ``leaves_per_turn`` unless it is a parameter of its own; and ``gives_value_at_once.LABEL``
        for each issue that a log shows: where the parameter of that name was set to another value,
        the odds of all issues move alike.
        """
        found = {name: parameter.central for name, parameter in self.parameters.items()}
        found["greets_first"] = self.greets_first
        found.setdefault("leaves_first_turn", found["leaves_per_turn"])
        whole = self.value("gives_value_at_once")
        for label, share in self.at_once.items():
            found[f"gives_value_at_once.{label}"] = shifted(share.value, self.at_once_of_all, whole)
        return found

    def by_level(self, levels: Mapping[str, Level]) -> dict[Level, Share]:
        """Share of customers by the level of their issue, those whom no label covers left out.

        Args:
            levels: Label to the highest level of a value that its issue needs.
        """
        found = {}
        for level in LEVELS:
            own = [s for label, s in self.intents.items() if levels.get(label) == level]
            if own:
                found[level] = interval_of(sum(s.value for s in own), max(s.n for s in own))
        return found

    def reply_time(self, channel: str) -> tuple[float, float]:
        """Median seconds until a customer replies on a channel, and their spread (of the log)."""
        return felt(self.delays, channel, self.reply_median, self.reply_spread)

    def scaled(self, per_week: float) -> Self:
        """The same customers with another number of cases a week.

        The log is taken for a sample of them: what makes a day busy makes it busy for all, so the
        daily numbers of a larger whole vary more than Poisson by as much more (the factor of the
        day keeps its variance, as thinning leaves it).

        Raises:
            ParameterError: The number is not above 0, or the log showed no arrivals to scale.
        """
        if per_week <= 0 or self.per_week <= 0:
            raise ParameterError(f"cases a week must be above 0, got {per_week:g}")
        factor = per_week / self.per_week
        return replace(
            self,
            arrivals=tuple(rate * factor for rate in self.arrivals),
            dispersion=1 + (self.dispersion - 1) * factor,
        )

    def about(self) -> dict[str, Any]:
        """What they rest on, for who reads a forecast: counts and notes, none of the texts."""
        rows = self.parameters.values()
        return {
            "kind": "assumed" if self.assumed else "measured",
            "n": self.cases,
            "weeks": round(self.weeks, 1),
            "texts": len(self.spoken),
            "texts_from": self.texts_from,
            "measured": sum(row.source == "measured" for row in rows),
            "assumed": sum(row.source != "measured" and not row.off for row in rows),
            "source": self.source,
            "notes": [*self.notes],
            "notes_de": [*self.notes_de],
        }

    def remarks(self, locale: str) -> tuple[str, ...]:
        """The notes in a language; in English where a file has them in no other."""
        german = locale == "de" and len(self.notes_de) == len(self.notes)
        return self.notes_de if german else self.notes

    def value(self, name: str) -> float:
        """The central value of a parameter."""
        return self.parameters[name].central

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes readable JSON.

        Raises:
            OutputError: The file cannot be written.
        """
        _files.write_text(_customers_file.as_text(self), path)

    def to_json(self) -> dict[str, Any]:
        """As the value that `save` writes."""
        return _customers_file.as_json(self)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads what `save` wrote, and what a designer changed in it.

        Raises:
            InputError: The file is no customer file, or a value in it is outside its range.
        """
        value = _customers_file.read(path)
        try:
            spoken = tuple(_spoken_of(row) for row in value.pop("spoken"))
            return cls(**value, spoken=spoken)
        except ParameterError as error:
            raise InputError(error.what, file=os.fspath(path)) from None

    def require(self, model: IntentModel) -> None:
        """Refuses a classifier other than the one these customers were fitted with.

        Raises:
            InputError: The fingerprints differ.
        """
        if model.fingerprint != self.fingerprint:
            got, own = model.fingerprint, self.fingerprint
            what = f"these customers were fitted with classifier {own}, got {got}; fit them again"
            raise InputError(what)


def _spoken_of(row: dict[str, Any]) -> Spoken:
    heard, typed = row.pop("heard", None), row.pop("typed", None)
    return Spoken(
        **row,
        heard=None if heard is None else Heard(**heard),
        typed=None
        if typed is None
        else {form: (each.pop("text"), Heard(**each)) for form, each in typed.items()},
    )
