"""The privacy section: verdict first, every part with its table, both languages, no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from page_reader import Element, read
from sample import sample
from test_report_browser import CHROMIUM, FLAGS

from dialogkit.conversation import Message, Messages, Utterance
from dialogkit.corpus import PrivacyAudit, anonymize, audit
from dialogkit.intents import IntentClassifier
from dialogkit.report import render_report
from dialogkit.report._numbers import Numbers
from dialogkit.report._privacy import privacy_part
from dialogkit.report._texts import load_texts

PARTS = 6


def chats() -> Messages:
    """Invented conversations of thirty customers with one agent."""
    rows = []
    for number in range(30):
        letters = "abcdefghij"[number // 3] * 2 + "klm"[number % 3]
        name = f"Rosalinde Quitten{letters}"
        said = (f"Wo bleibt mein Paket {number}?", "Es ist unterwegs.", f"Danke, {name}")
        start = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(hours=7 * number)
        rows += [
            Message(
                conversation_id=f"chat-x{number}",
                position=position,
                speaker="agent" if position == 1 else "customer",
                person="Zacharias Oppenkowski" if position == 1 else name,
                channel="web",
                locale="de",
                sent_at=start + timedelta(minutes=position),
                text=text,
            )
            for position, text in enumerate(said)
        ]
    return Messages.of(rows)


TAUGHT = [
    Utterance(text=f"{how} {what}", intent=what)
    for what in ("Paket", "Rechnung")
    for how in ("wo ist das", "ich habe eine frage zum", "bitte hilfe bei", "was ist mit dem")
    for _ in range(3)
]


def train(rows: Sequence[Utterance]) -> IntentClassifier:
    """The real classifier, small."""
    model = IntentClassifier("tfidf", forget_rare_words=True, seed=1)
    return model.fit([u.text for u in rows], [u.intent for u in rows], [u.person for u in rows])


@pytest.fixture(scope="module")
def good() -> PrivacyAudit:
    """The audit of a corpus that is as it should be."""
    log = chats()
    clean = anonymize(log, key=b"k" * 32, coarsen="month")[0]
    return audit(log, clean, train=train, utterances=TAUGHT, quick=True, seed=1)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> PrivacyAudit:
    """The audit of the raw log, given as if it were anonymous, with a leaking report."""
    path = tmp_path_factory.mktemp("out") / "report.html"
    path.write_text("<p>Zacharias Oppenkowski</p>", encoding="utf-8")
    return audit(chats(), chats(), outputs=[path], quick=True, seed=1)


def section(found: PrivacyAudit, locale: str) -> Element:
    """The section on the page."""
    page = render_report(sample() | {"privacy": found.to_json()}, locale=locale)
    assert len(page) < 500_000
    return read(page).all("section", id="privacy")[0]


@pytest.mark.parametrize(
    ("locale", "key", "unread"),
    [
        ("de", "pseudonym, weil der Schlüssel existiert", "Noch nicht gelesen"),
        ("en", "pseudonymous, because the key exists", "Not read yet"),
    ],
)
def test_all_parts_are_there(good: PrivacyAudit, locale: str, key: str, unread: str) -> None:
    """The verdict in plain words, six numbered parts, and a table wherever there are numbers."""
    shown = section(good, locale)
    assert key in shown.text
    assert unread in shown.text
    heads = [head.text for head in shown.all("h3")]
    assert [head[:2] for head in heads] == [f"{n}." for n in range(1, PARTS + 1)]
    titles = [table.all("caption")[0].text for table in shown.all("table")]
    assert len(titles) == len(set(titles)) == 6
    for table in shown.all("table"):
        width = len(table.all("thead")[0].all("th"))
        rows = table.all("tbody")[0].all("tr")
        assert rows
        assert all(len(row.all("th")) + len(row.all("td")) == width for row in rows)


@pytest.mark.parametrize("others", [0, 210])
@pytest.mark.parametrize(("locale", "option"), [("de", "--sheet DATEI"), ("en", "--sheet FILE")])
def test_a_sheet_that_nobody_asked_for_is_not_called_there(
    good: PrivacyAudit, locale: str, option: str, others: int
) -> None:
    """Neither the page nor the verdict says that there is one, but what writes it."""
    unread = replace(good, sheet=replace(good.sheet, messages=good.sheet.size + others))
    shown = section(unread, locale).text
    assert shown.count(f"dialogkit audit {option}") == 2
    assert "liegt bereit" not in shown


def test_numbers_are_written_as_people_do(good: PrivacyAudit) -> None:
    """A decimal comma and a space before the sign in German, a point in English."""
    chance = good.linkage.attacks[0].top1.chance
    assert chance == 1 / 30
    assert "3,33\xa0%" in section(good, "de").text.replace(" %", "\xa0%")
    assert "3.33%" in section(good, "en").text


@pytest.mark.parametrize("locale", ["de", "en"])
def test_what_failed_comes_first(bad: PrivacyAudit, locale: str) -> None:
    """The first line names the failed parts; the places say file, type and line, and no name."""
    shown = section(bad, locale)
    first = shown.all("p", class_="audit-verdict")[0]
    assert first.all("span")[0].attributes["class"] == "badge fail"
    word = {"de": "Nicht bestanden: Suche", "en": "Failed: sweep"}[locale]
    assert first.text.startswith(word)
    assert "report.html" in shown.text
    assert not any(name in shown.text for name in ("Oppenkowski", "Quitten", "Rosalinde"))
    assert len([row for row in shown.all("tr") if row.attributes.get("class") == "eye"]) > 1


@pytest.mark.parametrize("locale", ["de", "en"])
def test_what_had_to_be_decoded_is_called_so(bad: PrivacyAudit, locale: str) -> None:
    """Beside the type; audits of earlier versions do not say it, and are shown all the same."""
    value = bad.to_json()
    for form in ("base64", None):
        for place in value["sweep"]["places"]:
            place.pop("encoded")
            place.update({"encoded": form} if form else {})
        told = read(render_report(sample() | {"privacy": value}, locale=locale))
        assert ("(base64)" in told.all("section", id="privacy")[0].text) == (form is not None)


def test_the_key_and_the_sheet_change_the_words(good: PrivacyAudit) -> None:
    """A destroyed key and marks of a human are told."""
    value = good.to_json()
    value["sheet"] |= {"read": 50, "left": 1, "share": 0.02, "at_most": 0.09}
    told = read(render_report(sample() | {"privacy": value}, locale="de"))
    assert "höchstens 9,0" in told.all("section", id="privacy")[0].text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("locale", "some", "whole"),
    [
        (
            "de",
            "suchen sie im Korpus: 30 zufällige Unterhaltungen, jeder",
            "alle Unterhaltungen (30)",
        ),
        ("en", "in the corpus: 30 random conversations, every", "all conversations (30)"),
    ],
)
def test_all_conversations_are_no_random_ones(
    good: PrivacyAudit, locale: str, some: str, whole: str
) -> None:
    """Where every conversation was looked for, none of them was drawn."""
    value = good.to_json()
    for conversations, told in ((31, some), (30, whole)):
        value["linkage"]["conversations"] = conversations
        for one in value["linkage"]["attacks"]:
            one["n"] = 30
        found = privacy_part(value, load_texts(locale), Numbers(locale, "–"))
        assert found is not None
        intro = found["audit"]["parts"][3].intro
        assert told in intro
        assert (some in intro) is (conversations == 31)


@pytest.mark.parametrize(
    ("locale", "read_all", "clean", "unread", "sampled"),
    [
        (
            "de",
            "Gelesen wurden alle Nachrichten (200). In 1 stand noch etwas",
            "In keiner stand noch etwas",
            "einen Bogen mit allen Nachrichten (200",
            "zufällig",
        ),
        (
            "en",
            "All messages were read (200). In 1 something was left",
            "Nothing was left in any of them",
            "a sheet of all messages (200",
            "random ones",
        ),
    ],
)
def test_a_sheet_of_all_messages_is_no_sample(
    good: PrivacyAudit, locale: str, read_all: str, clean: str, unread: str, sampled: str
) -> None:
    """Who reads all of them draws nothing: no chance, no bound, and no word of a sample."""
    value = good.to_json()
    whole = value["sheet"] | {"size": 200, "messages": 200}
    texts = load_texts(locale)
    for sheet, told in (
        ({"read": 200, "left": 1, "share": 0.005, "at_most": 0.005}, read_all),
        ({"read": 200, "left": 0, "share": 0.0, "at_most": 0.0}, clean),
        ({"read": 0, "left": 0, "share": None, "at_most": None}, unread),
    ):
        value["sheet"] = whole | sheet
        found = privacy_part(value, texts, Numbers(locale, "–"))
        assert found is not None
        intro = found["audit"]["parts"][-1].intro
        assert told in intro
        assert sampled not in intro
        assert "95" not in intro
    value["sheet"] = whole | {"read": 50, "left": 0, "share": 0.0, "at_most": 0.058}
    found = privacy_part(value, texts, Numbers(locale, "–"))
    assert found is not None
    assert sampled in found["audit"]["parts"][-1].intro


def part(value: Any) -> dict[str, Any]:
    """What the page makes of a value."""
    found = privacy_part(value, load_texts("de"), Numbers("de", "bis"))
    assert found is not None
    return found


def test_other_objects_are_shown_as_lines(good: PrivacyAudit) -> None:
    """What anonymizing alone counted, and an audit with parts missing, are lines of facts."""
    assert privacy_part(None, load_texts("de"), Numbers("de", "bis")) is None
    assert part({"messages": 3})["facts"]["rows"] == [(0, "Nachrichten", "3")]
    cut = {name: value for name, value in good.to_json().items() if name != "sweep"}
    assert part(cut)["audit"] is None
    assert part(good.to_json())["facts"] is None


def test_without_a_classifier_it_says_so(bad: PrivacyAudit) -> None:
    """Canaries that were not planted are no pass."""
    assert "Nicht geprüft: Es wurde kein Klassifikator" in section(bad, "de").text


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_in_a_browser(bad: PrivacyAudit, tmp_path: Path, width: int) -> None:
    """Nothing sticks out of the page, and every table can be scrolled by its keyboard."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium; CHROMIUM names the program")
    page = tmp_path / "r.html"
    page.write_text(render_report(sample() | {"privacy": bad.to_json()}), encoding="utf-8")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        view = chromium.new_page(viewport={"width": width, "height": 800})
        view.goto(page.as_uri())
        assert view.evaluate("document.documentElement.scrollWidth") <= width
        tables = "[...document.querySelectorAll('#privacy table')]"
        assert view.evaluate(f"{tables}.every(t => t.closest('[tabindex=\"0\"][aria-label]'))")
        chromium.close()
