"""Customers drawn from the customer model, towards a bot that is known from outside only."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from dialogkit.bot import BotAnswer, Choice
from dialogkit.conversation import IntentModel, Prediction
from dialogkit.simulate._actors import Act, Actor, Moods, Part, Scene, behaviour_of
from dialogkit.simulate._assumptions import OUT_OF_SCOPE
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import TURNS, Draw, PerTurn
from dialogkit.simulate._folder_key import digest
from dialogkit.simulate._lines import FREE_TEXT
from dialogkit.simulate._pool import Pool

__all__ = ["Deaf", "DrawnActors", "Titles"]

_HUMAN = re.compile(
    r"\b(mensch\w*|mitarbeiter\w*|berater\w*|kundenservice|kundendienst|ansprechpartner\w*"
    r"|human|agent|person|representative|advisor|operator)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(ja|gerne?|einverstanden|zustimmen|stimme zu|ok|okay|weiter|bestätigen"
    r"|yes|sure|agree|accept|continue|confirm)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(nein|nicht|ablehnen|abbrechen|no|not|decline|cancel|disagree)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 6
"""Letters by which words are taken for the same: German has many endings."""

_SAYS = {
    "hello": ("Hallo", "Hello"),
    "human": ("Ich möchte mit einem Menschen sprechen.", "A human, please."),
    "thanks": ("Danke, das war alles.", "Thanks, that was all."),
}


class Deaf:
    """A classifier that understands nothing: what a remote bot makes of texts it does itself."""

    def __init__(self, like: Customers) -> None:
        self.fingerprint = like.fingerprint

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """Nothing, for each text."""
        nothing = Prediction(intent="", confidence=0.0, out_of_scope=1.0, accepted=False)
        return [nothing] * len(texts)


class Titles:
    """Which button's title fits an issue.

    By the patterns of ``bot.yaml``; else by a classifier; else by the words that customers with
    that issue use.

    Args:
        customers: Whose words they are.
        patterns: Issue to titles that mean it.
        model: A classifier, where there is one.
    """

    def __init__(
        self,
        customers: Customers,
        patterns: Mapping[str, re.Pattern[str]],
        model: IntentModel | None = None,
    ) -> None:
        self._patterns = patterns
        self._model = model
        self._known: dict[str, str | None] = {}
        self._words: dict[str, dict[str, float]] = {}
        for spoken in customers.spoken:
            for label, weight in spoken.meant.items():
                for stem in _stems(spoken.text):
                    said = self._words.setdefault(stem, {})
                    said[label] = said.get(label, 0.0) + weight

    def fit(self, title: str, label: str) -> bool:
        """Whether a title stands for an issue."""
        pattern = self._patterns.get(label)
        if pattern is not None:
            return pattern.search(title) is not None
        return label != OUT_OF_SCOPE and self._label(title) == label

    def _label(self, title: str) -> str | None:
        if title not in self._known:
            self._known[title] = self._heard(title) if self._model else self._by_words(title)
        return self._known[title]

    def _heard(self, title: str) -> str | None:
        assert self._model is not None
        (prediction,) = self._model.predict_many([title])
        return prediction.intent if prediction.accepted else None

    def _by_words(self, title: str) -> str | None:
        """The label that the title's words are said about more than about all others together."""
        votes: dict[str, float] = {}
        for stem in sorted(_stems(title)):
            said = self._words.get(stem, {})
            for label, weight in said.items():
                votes[label] = votes.get(label, 0.0) + weight / sum(said.values())
        best = max(votes, key=lambda label: votes[label], default=None)
        clear = best is not None and votes[best] > sum(votes.values()) / 2
        return best if clear else None


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnActors:
    """Customers as the customer model draws them."""

    customers: Customers
    """The numbers they are drawn from."""
    marked: frozenset[str] = frozenset()
    """Issues that the bot can say it has settled."""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Slot to invented values."""
    titles: Titles
    """Which button they press."""
    pool: Pool
    """What they write."""
    fingerprint: str
    """Of all that decides what they do."""

    @classmethod
    def of(
        cls,
        customers: Customers,
        *,
        marked: Sequence[str] = (),
        values: Mapping[str, Sequence[str]] | None = None,
        buttons: Mapping[str, re.Pattern[str]] | None = None,
        model: IntentModel | None = None,
    ) -> DrawnActors:
        """All customers of a rehearsal.

        Args:
            customers: The customer model.
            marked: Issues that the bot can say it has settled.
            values: Slot to invented values.
            buttons: Issue to titles of buttons that mean it.
            model: A classifier that understands the titles of buttons, where there is one.
        """
        own, given, patterns = frozenset(marked), values or {}, buttons or {}
        heard = None if model is None else model.fingerprint
        known = digest((behaviour_of(customers), own, dict(given), dict(patterns), heard))
        return cls(
            customers=customers,
            marked=own,
            values=given,
            titles=Titles(customers, patterns, model),
            pool=Pool(customers, Deaf(customers)),  # type: ignore[arg-type] # it has no classes_, which a pool does not ask for
            fingerprint=f"drawn/2-{known[:16]}",
        )

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[DrawnActors]:
        """Drawn customers are always there."""
        yield self

    def play(self, part: Part) -> Actor:
        """The customer for one conversation."""
        return _Drawn(self, part)


class _Drawn:
    """One customer; the odds and their columns are those of a talk with a flow's bot."""

    def __init__(self, actors: DrawnActors, part: Part) -> None:
        self._all = actors
        self._moods = Moods(actors.customers, part)
        self.scene = Scene(part=part, marked=part.label in actors.marked)
        self._lost = False
        self._said_issue = False
        self._thanked = False
        self._before = ""

    async def act(self, answer: BotAnswer | None) -> Act:
        """What the customer does now."""
        if self.scene.turns == 0:
            return self._counted(self._open())
        if answer is not None:
            self._hear(answer)
        return self._counted(self._speak(answer or BotAnswer()))

    def _counted(self, act: Act) -> Act:
        self.scene.turns += act.kind != "leave"
        return act

    # ----- hearing -------------------------------------------------------------------------------

    def _hear(self, answer: BotAnswer) -> None:
        text = answer.text
        self._lost = answer.lost or (text != "" and text == self._before)
        self._before = text
        if self._answers(answer):
            self._take_for_answer()

    def _answers(self, answer: BotAnswer) -> bool:
        """Whether this looks like an answer of a bot that has no mark for having given one."""
        asks = answer.asks is not None or bool(answer.buttons) or answer.text.rstrip().endswith("?")
        open_yet = self._said_issue and not self.scene.marked and not answer.settles
        return open_yet and not asks and not self._lost and bool(answer.messages)

    def _take_for_answer(self) -> None:
        """Whether it helped nobody can see; that the customer goes on or not is assumed."""
        scene, moods = self.scene, self._moods
        helped = moods.chance(Draw.SETTLES, "settles") and scene.part.label != OUT_OF_SCOPE
        if not helped:
            asks = moods.chance(Draw.HUMAN_UNSETTLED, "asks_human_unsettled")
            scene.wants_human = scene.wants_human or asks
        scene.believes = not scene.wants_human

    # ----- speaking ------------------------------------------------------------------------------

    def _open(self) -> Act:
        scene, moods = self.scene, self._moods
        scene.wants_human = moods.chance(Draw.HUMAN_FIRST, "asks_human_first")
        if moods.greets():
            return self._say("hello")
        return self._call_human(BotAnswer()) if scene.wants_human else self._say_issue()

    def _speak(self, answer: BotAnswer) -> Act:
        scene, moods, turn = self.scene, self._moods, self.scene.turns
        if scene.settled or scene.believes:
            return self._be_done()
        hazard = "leaves_when_lost" if self._lost else "leaves_per_turn"
        if turn >= TURNS or moods.turn_chance(turn, PerTurn.LEAVES, hazard):
            return self._leave()
        if self._lost and moods.turn_chance(turn, PerTurn.HUMAN, "asks_human_when_lost"):
            scene.wants_human = True
        if scene.wants_human:
            return self._call_human(answer)
        if answer.asks is not None:
            return self._give_value(answer.asks)
        choice = self._fitting(answer.buttons)
        if choice is not None:
            return self._choose(choice)
        return self._say_issue()

    def _leave(self) -> Act:
        self.scene.left = True
        return Act(kind="leave")

    def _be_done(self) -> Act:
        """Confirms, or just falls silent."""
        if self._thanked or self._lost or not self._moods.chance(Draw.SAYS_DONE, "says_done"):
            return Act(kind="leave")
        self._thanked = True
        return self._say("thanks")

    def _fitting(self, buttons: Sequence[Choice]) -> Choice | None:
        """The button this customer would press."""
        label = self.scene.part.label
        for choice in buttons:
            if self._all.titles.fit(choice.title, label):
                return choice
        # yes or no: to go on, as with the consent that a flow asks for
        yes = [b for b in buttons if _YES.search(b.title) and not _NO.search(b.title)]
        no = [b for b in buttons if _NO.search(b.title)]
        agrees = self._moods.chance(Draw.CONSENTS, "consents")
        return next(iter(yes if agrees or not no else no), None) if yes else None

    def _choose(self, choice: Choice) -> Act:
        """Presses, or writes the title more or less clearly."""
        moods, turn = self._moods, self.scene.turns
        if moods.turn_chance(turn, PerTurn.PRESSES, "presses_button"):
            return Act(kind="press", text=choice.title, choice=choice)
        if moods.turn_chance(turn, PerTurn.CLEAR, "writes_choice_clearly"):
            return Act(kind="say", text=choice.title)
        return Act(kind="say", text=choice.title[: max(1, len(choice.title) // 3)] + " …")

    def _call_human(self, answer: BotAnswer) -> Act:
        self.scene.asked_for_human = True
        choice = next((b for b in answer.buttons if _HUMAN.search(b.title)), None)
        presses = self._moods.turn_chance(self.scene.turns, PerTurn.PRESSES, "presses_button")
        if choice is not None and presses:
            return Act(kind="press", text=choice.title, choice=choice)
        return self._say("human")

    def _give_value(self, slot: str) -> Act:
        turn, locale = self.scene.turns, self.scene.part.locale
        if not self._moods.turn_chance(turn, PerTurn.VALUE, "gives_value"):
            return Act(kind="say", text="?")
        self.scene.gave_value = True
        listed = self._all.values.get(slot) or (FREE_TEXT[locale != "de"],)
        number = int(self.scene.part.draws[Draw.TOPIC] * len(listed))
        return Act(kind="say", text=listed[min(number, len(listed) - 1)])

    def _say_issue(self) -> Act:
        """Writes freely about the issue, in other words each time."""
        part, turn = self.scene.part, self.scene.turns
        self._said_issue = True
        again = part.label == OUT_OF_SCOPE  # a joke and a job are two matters: keep to one
        u = part.draws[Draw.TOPIC] if again else self._moods.u(turn, PerTurn.WORDS)
        words = self._all.pool.pick(part.label, part.locale, u)
        return Act(kind="say", text=words.text)

    def _say(self, what: str) -> Act:
        german, english = _SAYS[what]
        return Act(kind="say", text=german if self.scene.part.locale == "de" else english)
