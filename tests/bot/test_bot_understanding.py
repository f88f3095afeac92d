"""What messages are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest
from bot_flows import FLOW, KeywordModel, parcel_flow
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.bot import Understanding, shape_of
from dialogkit.bot._fold import fold
from dialogkit.bot._gist import asks, gist_of
from dialogkit.bot._human import wants_human
from dialogkit.errors import ParameterError
from dialogkit.flow import State

HELLO = State(step="hello")
CONSENT = State(step="consent")
ASKING = State(step="track", stage="ask", slot="parcel_id")
TELLING = State(step="file", stage="ask", slot="complaint", allowed=frozenset({"sensitive"}))


@pytest.fixture
def understanding(tmp_path: Path) -> Understanding:
    """With the keyword model."""
    return Understanding(parcel_flow(tmp_path), KeywordModel())


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("Sendung verfolgen", "track", "label"),
        ("  sendung VERFOLGEN! ", "track", "label"),
        ("paket suchen", "track", "label"),
        ("Track a parcel", "track", "label"),
        ("send", "track", "label"),
        ("Beschwerde bitte", "complain", "label"),
        ("2", "complain", "number"),
        ("2.", "complain", "number"),
        ("Nr. 2", "complain", "number"),
        ("2️⃣", "complain", "number"),
        ("4", None, "nothing"),
        ("0", None, "nothing"),
        ("Wo ist mein Paket?", "track", "intent"),
        ("Mensch", "agent", "human"),
        ("Ich möchte mit einem Mitarbeiter sprechen", "agent", "human"),
        ("help", "agent", "human"),
        ("xyzzy", None, "nothing"),
        ("", None, "nothing"),
        ("?!", None, "nothing"),
    ],
)
def test_where_choices_are_offered(
    understanding: Understanding, text: str, word: str | None, source: str
) -> None:
    """Labels, other wordings, beginnings, numbers, wishes and intents all take the choice."""
    found = understanding.read(text, HELLO, locale="de")
    assert (found.said.word, found.why.source) == (word, source)


@pytest.mark.parametrize(
    ("text", "word"), [("j", "agree"), ("nein danke", "refuse"), ("n", "refuse")]
)
def test_short_answers(understanding: Understanding, text: str, word: str) -> None:
    """One letter is enough for a short label, and politeness around it does not matter."""
    assert understanding.read(text, CONSENT, locale="de").said.word == word


def test_one_beginning_of_two_labels_is_no_choice(understanding: Understanding) -> None:
    """What begins two labels takes neither."""
    state = State(step="hello")
    found = understanding.read("m", state, locale="de")
    assert found.said.word is None


@pytest.mark.parametrize(
    "text",
    ["AB123456789", "ab123456789", "ab 123 456 789", "es ist die AB-123456789!", "AB123.456.789"],
)
def test_value_asked_for(understanding: Understanding, text: str) -> None:
    """The number is found however it is spaced, and kept in the form of the example."""
    found = understanding.read(text, ASKING, locale="de")
    assert dict(found.values) == {"parcel_id": "AB123456789"}
    assert found.said.given == {"parcel_id"}


@pytest.mark.parametrize("text", ["AB12345678", "AB1234567890", "123456789", "A1123456789"])
def test_other_shapes_are_no_value(understanding: Understanding, text: str) -> None:
    """A digit too few or too many, or a missing letter, is not the value asked for."""
    assert not understanding.read(text, ASKING).values


def test_value_given_early_beside_an_intent(understanding: Understanding) -> None:
    """A number in the first sentence is kept, and the sentence still understood."""
    found = understanding.read("Wo ist mein Paket AB123456789?", HELLO)
    assert found.said.word == "track"
    assert dict(found.values) == {"parcel_id": "AB123456789"}


def test_bare_value_takes_the_choice_that_asks_for_it(understanding: Understanding) -> None:
    """A number and nothing else answers the question that just one choice leads to."""
    found = understanding.read("AB123456789", HELLO)
    assert (found.said.word, found.why.source) == ("track", "value")


def test_free_text_is_a_value_whatever_its_intent(understanding: Understanding) -> None:
    """A complaint that speaks of a parcel is the complaint asked for, not a new wish."""
    found = understanding.read("Mein Paket kam offen an.", TELLING)
    assert dict(found.values) == {"complaint": "Mein Paket kam offen an."}


@pytest.mark.parametrize("text", ["Mitarbeiter", "I want to talk to a human", "Hilfe!"])
def test_human_is_reached_while_free_text_is_asked(understanding: Understanding, text: str) -> None:
    """The wish for a human is not swallowed as an answer."""
    found = understanding.read(text, TELLING)
    assert found.said.word == "agent"
    assert not found.values


@pytest.mark.parametrize(
    "text",
    ["Ihr Mitarbeiter war unfreundlich", "Der Mensch am Telefon war nett", "helpless", "agentur"],
)
def test_talking_about_humans_is_no_wish_for_one(text: str) -> None:
    """Only messages that say nothing else count."""
    assert not wants_human(text)


def test_sensitive_value_is_not_taken_unasked_before_consent(tmp_path: Path) -> None:
    """A sensitive number in the first sentence is dropped until the customer agreed."""
    flow = parcel_flow(
        tmp_path, FLOW.replace("AB123456789, level: personal", "AB123456789, level: sensitive")
    )
    early = Understanding(flow).read("Es geht um AB123456789", HELLO)
    assert not early.values
    agreed = State(step="hello", allowed=frozenset({"sensitive"}))
    assert Understanding(flow).read("Es geht um AB123456789", agreed).values


def test_threshold_replaces_the_models_own(tmp_path: Path) -> None:
    """A stricter threshold rejects what the model accepts, and says how sure it was."""
    flow = parcel_flow(tmp_path)
    strict = Understanding(flow, KeywordModel(0.9), threshold=0.95).read("mein Paket?", HELLO)
    assert strict.said.word is None
    assert (strict.why.intent, strict.why.confidence, strict.why.accepted) == (
        "parcel_status",
        0.9,
        False,
    )
    assert [intent for intent, _ in strict.why.others] == ["complaint", "human_agent"]
    loose = Understanding(flow, KeywordModel(0.3), threshold=0.2).read("mein Paket?", HELLO)
    assert loose.said.word == "track"


def test_bad_threshold_is_refused(tmp_path: Path) -> None:
    """A threshold is a probability."""
    with pytest.raises(ParameterError, match="between 0 and 1, got 60"):
        Understanding(parcel_flow(tmp_path), threshold=60)


def test_predictions_can_be_made_beforehand(tmp_path: Path) -> None:
    """With a prediction at hand the model is not asked again, and the meaning is the same."""
    model = KeywordModel()
    understanding = Understanding(parcel_flow(tmp_path), model)
    texts = ["Wo ist mein Paket?", "so ein Ärger", "xyzzy"]
    before = understanding.predict(texts)
    asked = model.asked
    looked_up = [
        understanding.read(t, HELLO, prediction=p) for t, p in zip(texts, before, strict=True)
    ]
    assert model.asked == asked
    assert looked_up == [understanding.read(text, HELLO) for text in texts]


@pytest.mark.parametrize(
    ("like", "text", "value"),
    [
        (
            "kim@example.org",
            "an Kim.Muster+a@mail.example.org, bitte",
            "Kim.Muster+a@mail.example.org",
        ),
        ("email", "no address", None),
        ("31.12.2026", "am 3.4.2026 abends", "3.4.2026"),
        ("2026-12-31", "2026-04-03", "2026-04-03"),
        ("date", "am 3. April 2026", "3. April 2026"),
        ("date", "morgen früh", "morgen"),
        ("date", "irgendwann", None),
        ("42", "ich habe 3 Pakete", "3"),
        ("120", "19,90 bitte", "19,90"),
        ("120", "1.250 Euro", "1250"),
        ("120", "am 31.12.2026", None),
        ("120,00", "1.250,50 €", "1250,50"),
        ("120,00", "1,250.50", "1250.50"),
        ("10115", "wohne in 80331 München", "80331"),
        ("10115", "PLZ 803311", None),
        ("19,99 €", "ungefähr 120,50", "120,50"),
        ("+49 30 23125000", "Sie erreichen mich unter 030 23125 123", "030 23125 123"),
        ("12-345", "12345", "12-345"),
        ("freier Text", "  so war das ", "so war das"),
        ("free text", "…", None),
        ("Berlin", "München", "München"),
    ],
)
def test_shapes(like: str, text: str, value: str | None) -> None:
    """The example says what is looked for."""
    assert shape_of(like).find(text) == value


@given(st.from_regex(r"[A-Za-z]{1,4}[0-9]{3,12}", fullmatch=True), st.text(" -./", max_size=2))
def test_an_example_is_a_value_of_its_own_shape(like: str, between: str) -> None:
    """Every example finds itself, also when written in lower case and spaced."""
    spaced = between.join(like.lower())
    assert (shape_of(like).find(spaced) or "").upper() == like.upper()


@given(st.text(max_size=40))
def test_folding_is_stable(text: str) -> None:
    """Folding ignores case and the blanks around, and never raises."""
    assert fold(f"  {text} ") == fold(text)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Whatever is typed, reading gives an event and never fails."""
    for like in ("AB123456789", "date", "kim@example.org", "12,50 €", "free text"):
        value = shape_of(like).find(text)
        assert value is None or value


# ----- more than labels --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("ja klar", "yes"),
        ("👍🏽", "yes"),
        ("nö", "no"),
        ("lieber nicht", "no"),
        ("das war's", "closing"),
        ("Das wars dann, danke!", "closing"),
        ("super, vielen Dank", "closing"),
        ("That’s all, thanks", "closing"),
        ("nothing else", "closing"),
        ("danke für nichts", None),
        ("ja aber", None),
        ("das", None),
        ("", None),
    ],
)
def test_gist(text: str, gist: str | None) -> None:
    """Short messages that say yes, no, or that this was all, and nothing else."""
    assert gist_of(fold(text)) == gist


@pytest.mark.parametrize(
    ("text", "word"), [("👍", "agree"), ("ja klar", "agree"), ("nö", "refuse"), ("nope", "refuse")]
)
def test_yes_and_no_in_other_words(understanding: Understanding, text: str, word: str) -> None:
    """The only choice that means yes is taken by any yes."""
    assert understanding.read(text, CONSENT, locale="de").said.word == word


@pytest.mark.parametrize("text", ["wann habt ihr offen?", "Was kostet das?", "do you open today"])
def test_plain_questions(text: str) -> None:
    """One question and nothing else, with its mark or without."""
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Samstag?",
        "Geht auch Freitag um 10?",
        "Passt es Dienstag?",
        "Wann immer es Ihnen passt",
        "Wie besprochen am Montag",
        "Was ich bestellt habe, fehlt",
        "Es war nass. Was nun?",
        "Wohin? In die Beispielgasse 2",
        "Musterstraße 5, 12345 Berlin",
        "?",
        "",
    ],
)
def test_answers_are_no_questions(text: str) -> None:
    """Days, places and stories stay answers, whatever marks they have."""
    assert not asks(text)
