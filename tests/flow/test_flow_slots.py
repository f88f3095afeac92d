"""Which slots are known where, with parts that are visited."""

from __future__ import annotations

from dialogkit.flow import Machine, Said, parse_flow
from dialogkit.flow._checks._view import View
from dialogkit.flow._checks.slots import known_before

FLOW = """\
bot: b
start: a
data: {x: {like: x1}}
steps:
  a: {say: hi, choose: {go: b, ask: asks}}
  b: {say: hi, visit: part, then: c}
  part: {say: hi, choose: {go: asks}}
  asks: {ask: x, end: done}
  c: {say: hi, choose: {go: asks}}
anywhere: [{lost: [again, c]}]
"""


def test_the_end_of_a_part_asks_nothing() -> None:
    """What an end would ask is not known after a part it ends; the machine agrees."""
    flow = parse_flow(FLOW)
    assert known_before(View(flow))["c"] == frozenset()
    machine = Machine(flow)
    state = machine.start().state
    for _ in range(2):
        state = machine.react(state, Said("go")).state
    assert (state.step, state.known) == ("c", frozenset())
