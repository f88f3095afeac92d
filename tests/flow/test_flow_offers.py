"""Which choices can stand together, against trying out every condition."""

from __future__ import annotations

import time
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dialogkit.flow import Facts, Flow, parse_flow
from dialogkit.flow._preview_choices import offers

LEAVES = ("a is known", "b is known", "opted_in(t)", "time.is_open(d)")
_OPEN = st.sampled_from([*LEAVES, "channel == web", "locale in [de, fr]"])
_GUARDS = st.recursive(
    _OPEN,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda three: f"({three[0]}) {three[1]} ({three[2]})"
        ),
    ),
    max_leaves=4,
)


def _flow(guards: list[str | None]) -> Flow:
    ways = [
        f"c{n}: z" if guard is None else f"c{n}: {{goto: z, if: '{guard}'}}"
        for n, guard in enumerate(guards)
    ]
    choose = ", ".join(ways)
    return parse_flow(
        f"{{bot: b, start: a, steps: {{a: {{choose: {{{choose}}}}}, z: {{end: x}}}}}}"
    )


@given(st.lists(st.none() | _GUARDS, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_sets_are_those_that_trying_out_gives(
    guards: list[str | None], on_web: bool, german: bool
) -> None:
    """Just the sets of choices that no other set contains, for every answer to every condition."""
    step = _flow(guards).steps["a"]
    channel, locale = "web" if on_web else "app", "de" if german else "en"
    every = set()
    for answers in product((True, False), repeat=len(LEAVES)):
        a, b, opted, is_open = answers
        facts = Facts(
            known=frozenset({"a"} if a else ()) | frozenset({"b"} if b else ()),
            opted=frozenset({"t"} if opted else ()),
            is_open={"d": is_open}.__getitem__,
            channel=channel,
            locale=locale,
        )
        words = (c.word for c in step.choose if c.guard is None or c.guard.holds(facts))
        every.add(frozenset(words))
    largest = {words for words in every if not any(words < other for other in every)}
    found = offers(step, channel=channel, locale=locale)
    assert {frozenset(words) for words in found} == largest
    assert len(found) == len(largest)


def test_many_conditions_take_no_time() -> None:
    """Forty conditions, each needed for one choice and in the way of another, are looked at."""
    guards = [f"v{n} is known and v{(n + 1) % 40} is unknown" for n in range(40)]
    step = _flow([*guards, None]).steps["a"]
    begun = time.process_time()
    assert offers(step, channel="web", locale="en") == [tuple(f"c{n}" for n in range(41))]
    assert time.process_time() - begun < 0.5
