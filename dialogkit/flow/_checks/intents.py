"""I: flow and classifier know the same intents."""

from __future__ import annotations

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
}
register(RULES)


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
