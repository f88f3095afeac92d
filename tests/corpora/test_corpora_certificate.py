"""The insurer's bot: a part that other flows use, filled slots, and media that are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogkit.bot import Bot, Function, Reply, Session
from dialogkit.flow import load_flow

FLOW = load_flow(Path(__file__).parents[2] / "corpora" / "certificate" / "flow.yaml")


def talk(
    texts: list[str],
    actions: Mapping[str, Function] | None = None,
    customer: Mapping[str, str] | None = None,
) -> tuple[Session, list[Reply]]:
    """Where the conversation stands, and every reply."""
    bot = Bot(FLOW, actions=actions or {})
    session, reply = bot.start(
        customer={"is_known": "no", "has_portal": "no"} | dict(customer or {})
    )
    replies = [reply]
    for text in texts:
        session, reply = bot.reply(session, text)
        replies.append(reply)
    return session, replies


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        (["Bescheinigung", "KD441902", "kim@example.org"], "insured"),
        (["Steuer", "KD441902", "2024", "kim@example.org"], "tax"),
        (["Rechnung", "KD441902", "die letzte", "kim@example.org"], "invoice"),
        (["Portal"], "self"),
    ],
)
def test_every_document_is_sent(texts: list[str], word: str) -> None:
    """Each errand comes back from the part that identifies and is settled."""
    _, replies = talk(texts)
    assert replies[-1].fulfilled == (word,)


def test_unknown_numbers_are_asked_for_once_more() -> None:
    """The part comes back without a number; the errand asks again, and a human has the rest."""
    actions: dict[str, Function] = {
        "account.lookup": lambda _: "unknown",
        "documents.insured": lambda _: "unknown",
    }
    texts = ["Bescheinigung", "KD111111", "KD222222", "kim@example.org"]
    session, replies = talk(texts, actions)
    assert [reply.step for reply in replies[1:]] == [
        "identify.lookup",
        "send_insured",
        "send_insured",
        "desk",
    ]
    assert session.values["customer_no"] == "KD222222"
    assert replies[-1].control == "queued"


def test_old_years_are_for_a_human() -> None:
    """What lies in the archive is fetched by somebody."""
    for year, control in (("2015", "queued"), ("2016", "bot")):
        _, replies = talk(["Steuer", "KD441902", year])
        assert replies[-1].control == control


def test_the_number_of_the_latest_invoice_is_filled() -> None:
    """Number and date come from the back end and stand in the text."""
    sent = {"invoice_no": "RE-2026-00391", "date": "03.02.2026"}
    actions: dict[str, Function] = {"documents.latest": lambda _: ("sent", sent)}
    _, replies = talk(["Rechnung", "KD441902", "die letzte", "kim@example.org"], actions)
    assert all(value in replies[-1].messages[0] for value in sent.values())


def test_an_invoice_named_at_once_is_not_asked_for() -> None:
    """A number that was said already skips the question which invoice is meant."""
    _, replies = talk(["RE-2025-04711", "Rechnung", "KD441902"])
    assert replies[-1].step == "by_number"


def test_media_lie_beside_the_flow() -> None:
    """Every picture and file the flow shows is there, and small."""
    assert {medium.kind for medium in FLOW.media.values()} == {"image", "file"}
    for medium in FLOW.media.values():
        assert 0 < (Path(FLOW.file).parent / medium.file).stat().st_size < 5000
