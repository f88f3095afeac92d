"""Understanding: what a customer's message means where the conversation stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dialogkit.bot._fold import fold, number_in, without_politeness
from dialogkit.bot._gist import Gist, asks, gist_of, wishes
from dialogkit.bot._human import wants_human
from dialogkit.bot._shapes import Shape, long_numbers, shape_of
from dialogkit.bot._values import Source, Why
from dialogkit.bot._ways import Ways
from dialogkit.conversation import IntentModel, Prediction
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow, Machine, Said, State, Step

__all__ = ["Understanding", "Understood"]

_RUNNERS_UP = 3
_SHORT_LABEL = 5
"""Labels up to this length, as yes and no, may be shortened to one letter."""
_BARE = 6
"""With a value and at most this many words, a message is only about the value."""
_CONFIDENT = 0.9
"""From here on a wish is taken for more than an answer in free text."""
_SOME_WORDS = 3
"""From this many words on a text may be more than a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a message means: the event for the machine, the values in it, and why."""

    said: Said
    """The event."""
    values: Mapping[str, str]
    """Slot to value found."""
    why: Why
    """What decided."""


class Understanding:
    """Reads messages for one flow. Holds no state of a conversation.

    In this order: the label of a choice or one of its other wordings; the wish for a human; the
    beginning of just one label, the number of a choice, or its gist (yes, no, that was all); the
    value asked for; the classifier's intent. Where any text is an answer, a plain question, or a
    wish that the classifier is sure of, is none if it leads somewhere else from here.
    Values that cannot be mistaken (``AB123456789``) are taken from any message, asked or not;
    sensitive ones only once the customer has agreed.

    Args:
        flow: The flow whose words are understood.
        model: The classifier; without one only labels, values and the wish for a human are.
        threshold: Least confidence to act on, 0 to 1; ``None`` leaves that to the model.

    Raises:
        ParameterError: The threshold is outside 0 to 1.
    """

    def __init__(
        self, flow: Flow, model: IntentModel | None = None, *, threshold: float | None = None
    ) -> None:
        if threshold is not None and not 0.0 <= threshold <= 1.0:
            raise ParameterError(f"threshold must be between 0 and 1, got {threshold}")
        self._flow = flow
        self._machine = Machine(flow)
        self._model = model
        self._threshold = threshold
        self._shapes = {name: shape_of(slot.like) for name, slot in flow.data.items()}
        self._words_of: dict[str, list[str]] = {}
        for word, label in flow.intents.items():
            self._words_of.setdefault(label, []).append(word)
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, str]] = {}
        self._gists: dict[str, frozenset[Gist]] = {}
        self._ways = Ways(flow)

    def predict(self, texts: Sequence[str]) -> list[Prediction | None]:
        """The classifier's predictions, in order, for `read`; ``None`` where there is no model."""
        if self._model is None:
            return [None] * len(texts)
        return list(self._model.predict_many(texts))

    def read(
        self,
        text: str,
        state: State,
        *,
        locale: str | None = None,
        prediction: Prediction | None = None,
    ) -> Understood:
        """What ``text`` means in ``state``.

        Args:
            text: What the customer wrote.
            state: A state in which the customer has the word.
            locale: The conversation's language; wordings of the others are understood too.
            prediction: The classifier's prediction for ``text``, where it is known already.
        """
        step = self._flow.steps[state.step]
        folded = fold(text)
        if not folded:
            return _understood("nothing")
        locales = ((locale or self._flow.locales[0],), self._flow.locales)
        word = self._match(folded, step, state, locales)
        if word is not None and not self._answers(word, step, state):
            return _understood("label", word=word)
        human = self._ways.to_human(step, self._machine.offered(state))
        if human is not None and wants_human(text):
            return _understood("human", word=human, values=self._values(text, state))
        matched = self._match_partly(folded, step, state, locales)
        if matched is not None:
            return _understood(matched[1], word=matched[0])
        return self._read_sentence(text, folded, step, state, prediction)

    # ----- labels --------------------------------------------------------------------------------

    def _match(
        self, folded: str, step: Step, state: State, tongues: tuple[tuple[str, ...], ...]
    ) -> str | None:
        """The word with this very wording, politeness aside."""
        choices = self._machine.offered(state)
        rules = self._heard(step)
        bare = without_politeness(folded)
        for locales in tongues:
            known = self._wordings(rules, locales) | self._wordings(choices, locales)
            for wanted in dict.fromkeys((folded, bare)):
                if wanted in known:
                    return known[wanted]
        return None

    def _answers(self, word: str, step: Step, state: State) -> bool:
        """Whether a rule's wording is an answer here: one in free text to what the rule is about.

        Asked what has happened, "kaputt" tells just that.
        """
        asked = self._shapes.get(state.slot or "")
        return asked is not None and asked.free and self._ways.onward(word, step) is None

    def _match_partly(
        self, folded: str, step: Step, state: State, tongues: tuple[tuple[str, ...], ...]
    ) -> tuple[str, Source] | None:
        """The choice whose label begins so, that has this number, or that means the same."""
        choices = self._machine.offered(state)
        bare = without_politeness(folded) or folded
        for locales in tongues:
            started = _only_start(bare, self._wordings(choices, locales))
            if started is not None:
                return started, "label"
        number = number_in(folded)
        if number is not None and 1 <= number <= len(choices):
            return choices[number - 1], "number"
        meant = self._meant(gist_of(folded), step, choices)
        return (meant, "label") if meant is not None else None

    def _meant(self, gist: Gist | None, step: Step, choices: tuple[str, ...]) -> str | None:
        """The only choice with this gist; for the end of a conversation a rule does as well."""
        found = [word for word in choices if gist in self._gists_of(word)]
        if not found and gist == "closing":
            found = [word for word in self._heard(step) if gist in self._gists_of(word)][:1]
        return found[0] if len(found) == 1 else None

    def _gists_of(self, word: str) -> frozenset[Gist]:
        """What the wordings of a word come to, in any language."""
        if word not in self._gists:
            texts = self._flow.texts
            every = (w for locale in self._flow.locales for w in texts.variants(word, locale))
            gists = (gist_of(fold(wording)) for wording in every)
            self._gists[word] = frozenset(gist for gist in gists if gist is not None)
        return self._gists[word]

    def _heard(self, step: Step) -> tuple[str, ...]:
        """Words of the rules, those of the step first."""
        return tuple(rule.word for rule in (*step.hear, *self._flow.anywhere.hear))

    def _wordings(self, words: tuple[str, ...], locales: tuple[str, ...]) -> dict[str, str]:
        """Folded wording to word, polite words around it or not; of two words the first wins."""
        found = self._known.get((words, locales))
        if found is not None:
            return found
        texts = self._flow.texts
        every = [
            (word, fold(wording))
            for word in words
            for locale in locales
            for wording in texts.variants(word, locale) or (word,)
        ]
        found = {folded: word for word, folded in reversed(every)}
        for word, folded in every:
            found.setdefault(without_politeness(folded) or folded, word)
        self._known[words, locales] = found
        return found

    # ----- values, wishes, intents ---------------------------------------------------------------

    def _read_sentence(
        self, text: str, folded: str, step: Step, state: State, prediction: Prediction | None
    ) -> Understood:
        values = self._values(text, state)
        asked = self._shapes.get(state.slot) if state.slot is not None else None
        if state.slot in values:
            return _understood("value", values=values)
        if asked is not None and asked.free and state.slot is not None:
            return self._read_answer(text, asked, step, state, prediction)
        found = prediction or self.predict([text])[0]
        heard = self._hear(found, step, state)
        if heard is not None:
            return _understood("intent", word=heard, values=values, found=found, accepted=True)
        leads = self._leading_to(values, step, state)
        if leads is not None and len(folded.split()) <= _BARE:
            return _understood("value", word=leads, values=values, found=found)
        accepted = found is not None and self._accepts(found)
        return _understood("nothing", values=values, found=found, accepted=accepted)

    def _read_answer(
        self, text: str, asked: Shape, step: Step, state: State, prediction: Prediction | None
    ) -> Understood:
        """A message where any text is an answer: that, unless it clearly leads somewhere else."""
        values, slot = self._values(text, state), state.slot or ""
        asking = asks(text)
        # what is told in confidence is a story, and stories are full of wishes
        wishing = wishes(text) and self._flow.data[slot].level != "sensitive"
        longer = asked.key == "name" and len(text.split()) >= _SOME_WORDS
        found = None
        if asking or wishing or longer:
            found = prediction or self.predict([text])[0]
        heard = self._hear(found, step, state)
        way = self._ways.onward(heard, step) if heard is not None else None
        sure = found is not None and found.confidence >= _CONFIDENT
        if way is not None and (asking or (sure and (longer or (wishing and way.back)))):
            return _understood("intent", word=heard, values=values, found=found, accepted=True)
        return self._free(text, asked, slot, values, found)

    def _free(
        self,
        text: str,
        shape: Shape,
        slot: str,
        values: Mapping[str, str],
        found: Prediction | None = None,
    ) -> Understood:
        value = shape.find(text)
        if value is None:
            return _understood("nothing", values=values, found=found)
        return _understood("value", values={**values, slot: value}, found=found)

    def _values(self, text: str, state: State) -> dict[str, str]:
        """The value of the slot asked for, and others that cannot be mistaken."""
        found = {}
        keys = [shape.key for shape in self._shapes.values()]
        spots = {name: shape.spot(text) for name, shape in self._shapes.items()}
        whole = [*(spot for spot in spots.values() if spot is not None), *long_numbers(text)]
        for name, shape in self._shapes.items():
            asked = name == state.slot
            sure = shape.specific and (keys.count(shape.key) == 1) and self._may_take(name, state)
            value = shape.find(text) if (asked and not shape.free) or (sure and not asked) else None
            if value is not None and not _is_piece(spots[name], whole):
                found[name] = value
        return found

    def _may_take(self, slot: str, state: State) -> bool:
        return self._flow.data[slot].level != "sensitive" or "sensitive" in state.allowed

    def _leading_to(self, values: Mapping[str, str], step: Step, state: State) -> str | None:
        """The only choice whose step asks for a value that was just given."""
        if state.stage != "choose" or not values:
            return None
        steps = self._flow.steps
        open_now = self._machine.offered(state)
        choices = [choice for choice in step.choose if choice.word in open_now]
        words = [c.word for c in choices if not values.keys().isdisjoint(steps[c.goto].ask)]
        return words[0] if len(words) == 1 else None

    def _hear(self, found: Prediction | None, step: Step, state: State) -> str | None:
        """The word for an accepted intent, best one that leads on from here."""
        if found is None or not self._accepts(found):
            return None
        words = self._words_of.get(found.intent, [])
        here = {*self._heard(step), *self._machine.offered(state)}
        return next((word for word in words if word in here), None)

    def _accepts(self, found: Prediction) -> bool:
        if self._threshold is None:
            return found.accepted
        return found.confidence >= self._threshold


def _is_piece(spot: tuple[int, int] | None, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a value is only a piece of a longer one, as of an account number."""
    if spot is None:
        return False
    start, end = spot
    return any(a <= start and end <= b and b - a > end - start for a, b in others)


def _only_start(bare: str, labels: Mapping[str, str]) -> str | None:
    """The word of the only choice with a wording that begins with ``bare``."""
    if not bare or bare.isdigit():
        return None
    long_enough = len(bare) >= 3
    found = {
        word
        for wording, word in labels.items()
        if wording.startswith(bare) and (long_enough or len(wording) <= _SHORT_LABEL)
    }
    return found.pop() if len(found) == 1 else None


def _understood(
    source: Source,
    *,
    word: str | None = None,
    values: Mapping[str, str] = MappingProxyType({}),
    found: Prediction | None = None,
    accepted: bool = False,
) -> Understood:
    said = Said(word, frozenset(values))
    others: tuple[tuple[str, float], ...] = ()
    if found is not None:
        others = tuple(pair for pair in found.top if pair[0] != found.intent)[:_RUNNERS_UP]
    why = Why(
        source=source,
        word=word,
        given=tuple(sorted(values)),
        intent=found.intent if found is not None else None,
        confidence=found.confidence if found is not None else None,
        accepted=accepted,
        others=others,
    )
    return Understood(said=said, values=MappingProxyType(dict(values)), why=why)
