"""The extra ``presidio``: Presidio's finds under our labels, and nothing downloaded."""

from __future__ import annotations

import importlib.util
import socket
from importlib.machinery import ModuleSpec
from importlib.metadata import PackageNotFoundError
from typing import NoReturn

import pytest
from anon_marked import found_by, read_marked, score

from dialogkit.corpus._anonymize import _presidio as presidio
from dialogkit.corpus._anonymize import mask
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._find import find_in
from dialogkit.corpus._anonymize._presidio import presidio_detector, spacy_model
from dialogkit.corpus._anonymize._span import TYPES
from dialogkit.errors import MissingExtraError, ParameterError

needs_presidio = pytest.mark.skipif(
    importlib.util.find_spec("presidio_analyzer") is None, reason="presidio-analyzer is missing"
)


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model of spaCy is tried."""
    monkeypatch.setattr(presidio, "_MODELS", {"de": (), "en": ()})
    presidio_detector.cache_clear()


@needs_presidio
@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("Bitte schreiben Sie mir an lore@example.org", "lore@example.org", "EMAIL"),
        ("Das ist die IBAN: DE89370400440532013000", "DE89370400440532013000", "IBAN"),
        ("Meine Steuer-ID ist 86095742719, danke", "86095742719", "TAX_ID"),
        ("My card is 4242 4242 4242 4242, thank you", "4242 4242 4242 4242", "CARD"),
        ("The NHS number is 943 476 5919, as you know", "943 476 5919", "HEALTH_INSURANCE"),
        ("It was the server at 192.0.2.44 that is down", "192.0.2.44", "IP"),
    ],
)
def test_patterns_work_without_a_model(text: str, value: str, kind: str) -> None:
    """Presidio's own patterns find identifiers of both languages under our labels."""
    found = {(text[s.start : s.end], s.type) for s in presidio_detector().find(text, Context())}
    assert (value, kind) in found


@needs_presidio
@pytest.mark.usefixtures("without_models")
def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model, and with a mail address to check, no connection is opened."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "please write to lore@sub.example.co.uk or call me"
    found = {
        text[s.start : s.end]: s.type for s in presidio_detector(("en",)).find(text, Context())
    }
    assert found["lore@sub.example.co.uk"] == "EMAIL"


@needs_presidio
def test_a_model_finds_names_in_its_own_language_only() -> None:
    """An English model names people in English texts, and is silent on German ones."""
    if spacy_model("en") is None or spacy_model("de") is not None:
        pytest.skip("needs a model of spaCy for English, and none for German")
    presidio_detector.cache_clear()
    detector = presidio_detector()
    text = "Yesterday I spoke to Margaret Wilson and she was not happy with it."
    assert "Margaret Wilson" in {text[s.start : s.end] for s in detector.find(text, Context())}
    text = "Die Lieferung ist noch nicht da und ich habe schon zweimal gefragt."
    assert list(detector.find(text, Context())) == []


@needs_presidio
def test_what_is_not_spacys_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with a model's name and another series of versions is no model."""
    installed = {"spacy": "3.8.7", "de_core_news_md": "999.9.9", "de_core_news_sm": "3.8.0"}

    def version_of(name: str) -> str:
        if name not in installed:
            raise PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(presidio, "version", version_of)
    assert spacy_model("de") == "de_core_news_sm"
    del installed["de_core_news_sm"]
    assert spacy_model("de") is None


@needs_presidio
def test_presidio_takes_nothing_away_and_masking_twice_is_masking_once() -> None:
    """With it no type has fewer finds than without, and a masked text shows nothing new."""
    presidio_detector.cache_clear()
    detector = presidio_detector()
    messages = read_marked("anon_heldout2.jsonl")[::4]
    rules, both = score(messages), score(messages, found_by(detector))
    assert all(both.found[kind] >= rules.found[kind] for kind in rules.wanted)
    context = Context((), (detector,))
    for message in messages:
        spans = find_in(message.text, context)
        assert {span.type for span in spans} <= set(TYPES)
        assert find_in(mask(message.text, spans), context) == [], message.name


@pytest.mark.parametrize("languages", [(), ("fr",), ("de", "xx")])
def test_other_languages_are_refused(languages: tuple[str, ...]) -> None:
    """Only languages whose recognizers are chosen here are taken."""
    with pytest.raises(ParameterError, match="must be some of de, en"):
        presidio_detector(languages)


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Presidio the error says what to install."""
    real = importlib.util.find_spec

    def found(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "presidio_analyzer" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    presidio_detector.cache_clear()
    with pytest.raises(MissingExtraError, match=r"dialogkit\[presidio\]"):
        presidio_detector()
