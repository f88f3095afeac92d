"""HTML of mails and help desks as plain text, and the shape of JSON that is cut off."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from bent_exports import source
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.corpus._html_text import html_text, is_html
from dialogkit.corpus._shape import seen_objects


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Hallo&nbsp;Sie,</p><p>a &amp; b<br/>c</p>", "Hallo Sie,\na & b\nc"),
        ("<ul><li>eins</li><li>zwei</li></ul>danach", "- eins\n- zwei\ndanach"),
        ("vor<style>p { color: red }</style><!-- nichts -->nach", "vornach"),
        ("<title>x</title><body>Text</body>", "Text"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("5 < 6 und <b>fett</b> &lt;", "5 < 6 und fett <"),
        ("<!DOCTYPE html><p\nclass='x'>eins\nzwei</p>", "eins zwei"),
        ("<script>nie beendet", "nie beendet"),
        ("<!-- nie beendet", "<!-- nie beendet"),
        ("&#99999999999999999999;x", "\ufffdx"),
        ("ohne Auszeichnung", "ohne Auszeichnung"),
    ],
)
def test_what_a_reader_sees(markup: str, text: str) -> None:
    """Blocks are lines, entities are characters, nothing hidden is shown."""
    assert html_text(markup) == text


def test_quotations_are_marked_where_asked() -> None:
    """As plain mails have them."""
    markup = "neu<blockquote>alt<blockquote>älter</blockquote></blockquote>unten"
    assert html_text(markup, quotes=True) == "neu\n> alt\n> älter\nunten"
    assert html_text(markup) == "neu\nalt\nälter\nunten"


def test_html_is_told_from_text() -> None:
    """Angle brackets alone are no HTML."""
    assert is_html("<div>x</div>")
    assert not is_html("a <3 b> c <hm>")


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "</", "<![", "<script>", "<", "&", "&#", "<style><!--", "<blockquote>", "<p>"],
)
def test_time_grows_with_the_size_only(piece: str) -> None:
    """Broken markup takes no longer than sound markup."""
    begun = time.process_time()
    html_text(piece * 30_000)
    assert time.process_time() - begun < 1.5


@given(
    markup=st.lists(st.sampled_from([*"<>/!-&;a# \n", "<p>", "</pre>", "<pre>", "--"])).map("".join)
)
@settings(max_examples=100, deadline=1_000)
def test_any_markup_becomes_text(markup: str) -> None:
    """Nothing raises, and letters are never lost outside of tags and comments."""
    text = html_text(markup)
    assert text == text.strip()
    if not set(markup) & set("<&"):
        assert "".join(text.split()) == "".join(markup.split())


_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["d", "ee", ""]), inner, max_size=3)
    ),
    max_leaves=15,
)


def _paths(value: Any, path: str, found: list[tuple[str, set[str]]]) -> list[tuple[str, set[str]]]:
    if isinstance(value, dict):
        found.append((path, set(value)))
        for key, inner in value.items():
            _paths(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for inner in value:
            _paths(inner, path, found)
    return found


@given(value=st.dictionaries(st.sampled_from("abc"), _VALUES, min_size=1))
@settings(max_examples=100, deadline=1_000)
def test_the_shape_agrees_with_a_parser(value: dict[str, Any]) -> None:
    """All objects with all their keys, outer ones first."""
    seen = seen_objects(source(value))
    assert [(one.path, set(one.values)) for one in seen] == _paths(value, "", [])


def test_the_shape_of_what_is_cut_off() -> None:
    """What stands before the cut is seen."""
    text = json.dumps({"tickets": [{"id": 1, "via": {"channel": "web"}, "text": "lang"}]})
    outer, ticket, via = seen_objects(source(text[:-10]))
    assert (outer.path, ticket.path, via.path) == ("", "tickets", "tickets.via")
    assert ticket.has("id", "via")
    assert via.said(channel=("web", "email"))
    assert not seen_objects(source("kein JSON"))
