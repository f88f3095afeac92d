"""What a step that moves shows before and after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogkit.flow import Texts, parse_flow

FLOW = """\
bot: b
channels: [whatsapp, telegram]
locales: [en]
start: a
steps:
  a: {say: hello, if: {channel == telegram: end}, choose: {go: there, stop: end}}
  there: {say: choose_here, move: telegram, choose: {one: end, two: end, last: end}}
  end: {end: done}
anywhere: [{lost: [again, end]}]
"""
LABEL = "A label that no button of WhatsApp has room for"


@pytest.mark.parametrize(("last", "refused"), [(LABEL, set()), ("Two", {"telegram"})])
def test_choices_are_judged_where_they_are_offered(last: str, refused: set[str]) -> None:
    """After the move, where nobody comes to the step before; the old channel carries the text."""
    words = {"go": "Go", "stop": "Stop", "one": "One", "two": "Two", "last": last}
    said = {"hello": "Hello", "choose_here": "Choose here", "again": "Again?"}
    texts = {key: (text,) for key, text in (said | words).items()}
    flow = replace(parse_flow(FLOW), texts=Texts({"en": texts}, "en"))
    found = [each for each in flow.check() if "there" in each.what and each.code in "C003 C004"]
    assert [each.code for each in found] == ["C003"] * len(refused)
    assert {name for name in flow.channels for each in found if name in each.what} == refused
