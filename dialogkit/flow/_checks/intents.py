"""I: flow and classifier know the same intents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._offences import did_you_mean, listed

RULES = {
    "I001": Rule(
        "error",
        "an intent is unknown to the classifier",
        "It will never be heard.",
        "Correct the label, or train the classifier with examples of it.",
    ),
    "I002": Rule(
        "info",
        "the classifier knows intents that the flow does not hear",
        "Customers who want these will not be understood.",
        "Hear them somewhere, if only to hand off.",
    ),
    "I003": Rule(
        "warning",
        "a word of intents is heard nowhere",
        "It may be left over, or a word may be misspelt elsewhere.",
        "Choose or hear it, or remove it.",
    ),
    "I004": Rule(
        "warning",
        "the classifier confuses two intents that lead to different steps",
        "Customers are led where they do not want to go.",
        "Give both more examples, or lead them to one step that asks which is meant.",
    ),
    "I005": Rule(
        "warning",
        "an intent has too few examples",
        "A classifier taught with so few hears it badly, and nobody can measure how badly.",
        "Add examples as customers write them, in every language of the flow.",
    ),
}
register(RULES)

CONFUSED_TIMES, CONFUSED_SHARE = 3, 0.1
"""From so many texts, and from this share of an intent's texts on, a confusion is found."""
FEW = 20
"""Fewer texts than these, in one language, are too few."""


def _heard(view: View) -> set[str]:
    """Words of intents that some choice or rule listens for."""
    steps = view.flow.steps.values()
    words = {choice.word for step in steps for choice in step.choose}
    words |= {rule.word for step in steps for rule in step.hear}
    words |= {rule.word for rule in view.flow.anywhere.hear}
    return words & view.flow.intents.keys()


def _labels(view: View) -> list[str]:
    return [str(label) for label in view.model.classes_] if view.model is not None else []


@check("I001")
def labels_are_known(view: View) -> Iterator[Hit]:
    """Every label is one the classifier gives."""
    labels = _labels(view)
    for word, label in view.flow.intents.items() if view.model is not None else ():
        if label not in labels:
            what = f"The classifier does not know {label}, which {word} stands for."
            yield Hit(view.place_of(f"intents.{word}"), what + did_you_mean(label, labels))


@check("I002")
def labels_are_heard(view: View) -> Iterator[Hit]:
    """Every label the classifier gives is heard somewhere."""
    heard = {view.flow.intents[word] for word in _heard(view)}
    deaf = [label for label in _labels(view) if label not in heard]
    if deaf:
        yield Hit(view.place_of("intents"), f"Nowhere heard: {listed(deaf)}.")


@check("I003")
def words_are_heard(view: View) -> Iterator[Hit]:
    """Every word of intents is heard somewhere."""
    for word in view.flow.intents.keys() - _heard(view):
        what = f"The word {word} of intents is neither chosen nor heard."
        yield Hit(view.place_of(f"intents.{word}"), what)


@check("I004")
def confused_intents_agree(view: View) -> Iterator[Hit]:
    """Where the classifier hears one intent for another, both lead to the same step."""
    leads = _leads(view)
    words = {label: word for word, label in view.flow.intents.items()}
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    texts = [each.text for each in view.utterances]
    predictions = view.model.predict_many(texts) if view.model is not None and texts else []
    for utterance, prediction in zip(view.utterances, predictions, strict=bool(predictions)):
        heard[utterance.intent][prediction.intent if prediction.accepted else ""] += 1
    for meant, counts in heard.items():
        total = counts.total()
        for taken, count in sorted(counts.items()):
            known = meant in words and taken in words and taken != meant
            often = count >= CONFUSED_TIMES and count / total >= CONFUSED_SHARE
            if known and often and leads[words[meant]] != leads[words[taken]]:
                what = f"{count} of {total} texts about {meant} are taken for {taken}."
                yield Hit(view.place_of(f"intents.{words[meant]}"), what)


def _leads(view: View) -> dict[str, frozenset[str]]:
    """Word of intents to the steps it leads to anywhere."""
    found: dict[str, set[str]] = {word: set() for word in view.flow.intents}
    for transition in view.transitions:
        if transition.kind in ("choose", "hear", "visit") and transition.word in found:
            found[transition.word].add(transition.target)
    return {word: frozenset(steps) for word, steps in found.items()}


@check("I005")
def intents_have_examples(view: View) -> Iterator[Hit]:
    """Each intent that is heard has enough texts in each language, where texts are given."""
    counts = Counter((each.intent, each.locale or view.flow.locales[0]) for each in view.utterances)
    for word in sorted(_heard(view)) if view.utterances else ():
        label = view.flow.intents[word]
        few = {loc: counts[label, loc] for loc in view.flow.locales if counts[label, loc] < FEW}
        if few:
            told = " and ".join(f"{count} texts in {locale}" for locale, count in few.items())
            what = f"{label} has {told}; at least {FEW} are needed."
            yield Hit(view.place_of(f"intents.{word}"), what)
