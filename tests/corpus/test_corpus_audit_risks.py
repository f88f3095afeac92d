"""Groups that look alike, and attackers who look for conversations: counted against known truth."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Case, Cases, Message, Messages, case_table
from dialogkit.corpus import anonymize, audit
from dialogkit.corpus._audit._k_anonymity import Level, coarseness, k_anonymity
from dialogkit.corpus._audit._linkage import Attack, Linkage, link

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KEY = b"k" * 32


def case(number: int, at: datetime | None = START, **more: object) -> Case:
    """A case, alike to all others but for what is given."""
    given: dict[str, object] = {"channel": "web", "locale": "de", "customer_turns": 2, **more}
    return Case(case_id=str(number), conversation_id=str(number), opened_at=at, **given)  # type: ignore[arg-type]  # keywords of Case


def levels(cases: list[Case]) -> dict[str, Level]:
    """The groups by unit."""
    return {level.times: level for level in k_anonymity(Cases(case_table(cases))).levels}


def test_groups_are_counted_for_each_unit() -> None:
    """Six cases of one hour and four of another: k by the hour is 4, by the day 10."""
    cases = [case(n, START + timedelta(minutes=n)) for n in range(6)]
    cases += [case(n, START + timedelta(hours=3, minutes=n)) for n in range(6, 10)]
    found = levels(cases)
    assert list(found) == ["minute", "hour", "day", "week", "month", "none"]
    assert (found["minute"].k, found["minute"].groups) == (1, 10)
    assert (found["hour"].k, found["hour"].below_k, found["hour"].median) == (4, 0.4, 6.0)
    assert (found["day"].k, found["day"].groups, found["day"].below_k) == (10, 1, 0.0)


def test_channel_locale_and_turns_tell_cases_apart() -> None:
    """Each of them splits a group; 1 and 2 turns are one bucket, 3 are the next."""
    for more in ({"channel": "sms"}, {"locale": None}, {"agent_turns": 1}):
        assert levels([*(case(n) for n in range(5)), case(9, **more)])["day"].k == 1
    assert levels([*(case(n) for n in range(5)), case(9, customer_turns=1)])["day"].k == 6


def test_diversity_is_of_intents_else_of_outcomes() -> None:
    """A group in which all have the same intent, or end alike, gives it away."""
    same = [case(n, intent="complaint") for n in range(6)]
    assert (levels(same)["day"].l, levels(same)["day"].below_l) == (1, 1.0)
    mixed = [*same[:5], case(9, intent="status")]
    assert (levels(mixed)["day"].l, levels(mixed)["day"].below_l) == (2, 0.0)
    ended = [*(case(n) for n in range(5)), case(9, resolved="yes")]
    assert levels(ended)["day"].l == 2
    assert k_anonymity(Cases(case_table(ended))).sensitive == "outcome"
    assert k_anonymity(Cases(case_table(mixed))).sensitive == "intent"


def test_the_published_unit_is_recognised() -> None:
    """Times that were rounded down show it; finer units are not counted any more."""
    days = [case(n, datetime(2026, 3, 4 + n, tzinfo=UTC)) for n in range(3)]
    assert coarseness(case_table(days).column("opened_at")) == "day"
    assert list(levels(days)) == ["day", "week", "month", "none"]
    assert next(iter(levels([case(1, START + timedelta(seconds=7))]))) == "second"
    assert list(levels([case(1, None)])) == ["none"]


def test_the_published_unit_is_that_of_all_messages() -> None:
    """Cases that happen to begin on the hour do not make times to the minute coarser."""
    rows = [
        Message(
            conversation_id=f"chat-{chat}",
            position=place,
            speaker="customer",
            channel="web",
            text="Wo bleibt es?",
            sent_at=START + timedelta(hours=chat, minutes=place),
        )
        for chat in range(3)
        for place in range(3)
    ]
    found = audit(Messages.of(rows), Messages.of(rows), quick=True).k_anonymity
    assert (found.published, found.now.times, found.cases) == ("minute", "minute", 3)


def test_no_cases_have_no_groups() -> None:
    """An empty corpus has nothing to tell apart."""
    assert {level.k for level in levels([]).values()} == {0}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["web", "sms", None]),
            st.integers(0, 40),
            st.booleans(),
        ),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_groups_agree_with_a_plain_count(rows: list[tuple[int, str | None, int, bool]]) -> None:
    """k, the share below 5 and l agree with counting by hand, and coarser never splits groups."""
    cases = [
        case(
            number,
            START + timedelta(days=day),
            channel=channel,
            customer_turns=turns,
            resolved="yes" if solved else "no",
        )
        for number, (day, channel, turns, solved) in enumerate(rows)
    ]
    found = levels(cases)

    def key(row: tuple[int, str | None, int, bool]) -> tuple[object, ...]:
        return row[0], row[1], sum(row[2] > edge for edge in (2, 5, 10, 20))

    sizes = Counter(map(key, rows))
    kinds = Counter(k for k, _ in {(key(row), row[3]) for row in rows})
    assert found["day"].k == min(sizes.values())
    assert found["day"].l == min(kinds.values())
    assert found["day"].below_k == pytest.approx(
        sum(sizes[key(row)] < 5 for row in rows) / len(rows)
    )
    units = list(found.values())
    assert all(a.groups >= b.groups for a, b in pairwise(units))


# ----- linkage -----------------------------------------------------------------------------------

SAME = ("Wo bleibt mein Paket?", "Es ist unterwegs.", "Danke")


def chats(texts: list[tuple[str, ...]], times: list[datetime | None]) -> Messages:
    """One conversation for each entry."""
    rows = [
        Message(
            conversation_id=f"chat {number}",
            position=position,
            speaker="agent" if position % 2 else "customer",
            person=f"Kunde {number}",
            text=text,
            sent_at=None if at is None else at + timedelta(minutes=position),
        )
        for number, (said, at) in enumerate(zip(texts, times, strict=True))
        for position, text in enumerate(said)
    ]
    return Messages.of(rows)


def attacks(log: Messages, **more: object) -> dict[tuple[object, ...], Attack]:
    """The attacks on a log by what they know, by words and by unit of time."""
    result: Linkage = link(log, anonymize(log, key=KEY)[0], seed=1, **more)  # type: ignore[arg-type]  # keywords of link
    return {(one.knows, one.words, one.times): one for one in result.attacks}


def test_unlike_texts_are_found_and_like_ones_are_not() -> None:
    """Texts that nobody else wrote give a conversation away; the same words leave blind choice."""
    rng = np.random.default_rng(2)
    vocabulary = [f"w{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(100)]
    unlike = [tuple(" ".join(rng.choice(vocabulary, 9)) for _ in range(3)) for _ in range(40)]
    found = attacks(chats(unlike, [None] * 40))
    assert found["text", None, "none"].top1.value == 1
    assert found["words", 8, "none"].top1.value > 0.9
    assert not any(knows == "time" for knows, _, _ in found)
    like = attacks(chats([SAME] * 40, [None] * 40))
    for one in like.values():
        assert one.top1.low <= one.top1.chance == 1 / 40
        assert one.top1.value < 0.2
        assert one.top5.chance == 5 / 40


def test_times_are_worth_less_when_rounded() -> None:
    """The time of one message finds everybody; known by the month only, it finds nobody."""
    times: list[datetime | None] = [START + timedelta(minutes=37 * n) for n in range(60)]
    found = attacks(chats([SAME] * 60, times))
    assert found["time", None, "minute"].top1.value == 1
    assert found["one_time", None, "minute"].top1.value > 0.9
    assert found["one_time", None, "hour"].top1.value < found["one_time", None, "minute"].top1.value
    assert found["one_time", None, "month"].top1.value < 0.2
    assert not attacks(chats([SAME] * 60, times), coarser=False).keys() & {("time", None, "month")}


def test_a_corpus_with_rounded_times_is_attacked_as_it_is() -> None:
    """The attacker knows the exact time, the corpus shows the day only."""
    times: list[datetime | None] = [START + timedelta(days=2, minutes=n) for n in range(50)]
    log = chats([SAME] * 50, times)
    result = link(log, anonymize(log, key=KEY, coarsen="day")[0], seed=1)
    assert result.published == "day"
    exact = next(one for one in result.attacks if one.knows == "time")
    assert (exact.times, exact.top1.low < exact.top1.chance) == ("day", True)


def test_lengths_alone_tell_who_wrote_most() -> None:
    """The only conversation of its length is found, those alike in length are not."""
    texts: list[tuple[str, ...]] = [SAME] * 30 + [SAME * (n + 2) for n in range(10)]
    found = attacks(chats(texts, [None] * 40))["length", None, "none"]
    assert 10 / 40 <= found.top1.value <= 14 / 40


def test_the_interval_is_exact_and_the_sample_bounded() -> None:
    """At most as many targets as asked for; the interval holds the share."""
    log = chats([SAME] * 50, [START] * 50)
    found = attacks(log, targets=20)
    assert {one.n for one in found.values()} == {20}
    for one in found.values():
        for hits in (one.top1, one.top5):
            assert 0 <= hits.low <= hits.value <= hits.high <= 1
            assert hits.hits == round(hits.value * one.n)
        assert one.top1.hits <= one.top5.hits


def test_the_same_seed_gives_the_same_numbers() -> None:
    """Sample, words and the order of equals hang on the seed alone."""
    log = chats([SAME] * 30, [START] * 30)
    clean = anonymize(log, key=KEY)[0]
    assert link(log, clean, seed=5) == link(log, clean, seed=5)


def test_short_messages_give_no_long_phrases() -> None:
    """Who knows eight words in a row cannot be where nobody writes so many."""
    found = attacks(chats([("ja", "gut")] * 10, [None] * 10))
    assert ("words", 8, "none") not in found
