"""The customer file at the door: whatever a hand may do to it, it is read or refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import make_centre, make_customers

from dialogkit.errors import InputError
from dialogkit.simulate import (
    Counted,
    Customers,
    Delay,
    Heard,
    Segment,
    Segments,
    Share,
    Spoken,
)
from dialogkit.simulate._arrivals import arrivals
from dialogkit.simulate._customers_mix import Mix
from dialogkit.simulate._setup import how_many

Change = Callable[[dict[str, Any]], object]
SECRET = "Geheimnis"


def whole() -> dict[str, Any]:
    """A file with something in every place."""
    customers = make_customers(168, swears=0.1)
    share = Share(value=0.5, low=0.25, high=0.75, n=8)
    halves = {"complaint": share, "parcel_status": share}
    heard = Heard(label="complaint", confidence=0.5)
    text = Spoken(text=SECRET, locale=None, meant={"complaint": 1.0}, heard=heard,
                  typed={"swears": (SECRET, heard)})  # fmt: skip
    delay = Delay(to="bot", channel="web", median=60, low=50, high=70, spread=1, n=9)
    segments = Segments(
        channels={"web": Segment(n=8, intents=halves)},
        locales={"en": Segment(n=8, intents=halves)},
        hours={"Sa-Su 9-12": Segment(n=8, intents=halves)},
    )
    value = customers.to_json()
    more = Customers(
        fingerprint="f", weeks=2.0, cases=9, arrivals=customers.arrivals,
        locales={"en": 1.0}, channels={"web": 1.0}, intents=customers.intents,
        segments=segments, at_once={"complaint": share}, at_once_of_all=0.25, delays=(delay,),
        counted=(Counted(name="leaves.agent.1", value=0.1, low=0.0, high=0.2, n=40),),
        spoken=(*customers.spoken, text), notes=("a note",),
    ).to_json()  # fmt: skip
    return {**value, **more, "parameters": value["parameters"]}


def read(folder: Path, value: Any) -> Customers:
    """The customers of a file that holds a value."""
    path = folder / "customers.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return Customers.load(path)


def refused(folder: Path, change: Change) -> str:
    """Why a file is refused that was whole before a change."""
    value = whole()
    change(value)
    with pytest.raises(InputError) as caught:
        read(folder, value)
    assert caught.value.file == str(folder / "customers.json")
    assert SECRET not in caught.value.what
    return caught.value.what


def parameter(value: dict[str, Any], name: str) -> dict[str, Any]:
    """The row of an assumption."""
    found = next(row for row in value["parameters"] if row["name"] == name)
    assert isinstance(found, dict)
    return found


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    """And comes back as it was."""
    assert read(tmp_path, whole()).to_json() == whole()


def test_an_assumption_that_was_deleted_is_missed(tmp_path: Path) -> None:
    """Named with the default that would be taken, so that nobody takes it unknowingly."""

    def delete(value: dict[str, Any]) -> None:
        names = ("settles", "recontact_after", "typos")
        value["parameters"] = [row for row in value["parameters"] if row["name"] not in names]

    said = refused(tmp_path, delete)
    assert "parameters: lack settles (0.7, 0.85, 0.95), recontact_after (21600, 72000" in said
    assert "typos" not in said, "what is off by itself need not be named"


def test_an_assumption_that_an_old_file_lacks_is_told(tmp_path: Path) -> None:
    """Files of the first form are read still, with a note for the reader."""
    value = whole() | {"format": "dialogkit.customers/1"}
    value["parameters"] = [row for row in value["parameters"] if row["name"] != "consents"]
    found = read(tmp_path, value)
    assert found.value("consents") == 0.85
    assert "the file says nothing of consents (0.7, 0.85, 0.95): taken as usual" in found.notes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda v: v.update(arivals=1), "arivals is no key here; did you mean arrivals?"),
        (
            lambda v: v["intents"]["complaint"].update(vlaue=1),
            "intents.complaint.vlaue is no key here; did you mean value?",
        ),
        (
            lambda v: v["segments"].update(chanels={}),
            "segments.chanels is no key here; did you mean channels?",
        ),
        (
            lambda v: parameter(v, "settles").update(centrl=1),
            "centrl is no key here; did you mean central?",
        ),
        (
            lambda v: parameter(v, "settles").update(name="setles"),
            "no assumption is called setles; did you mean settles?",
        ),
        (lambda v: v["parameters"].append(parameter(v, "settles")), "settles is there twice"),
        (
            lambda v: v["segments"]["channels"].update(wbe=v["segments"]["channels"].pop("web")),
            "segments.channels: wbe is not among channels; did you mean web?",
        ),
        (
            lambda v: v["at_once"].update(complant=v["at_once"]["complaint"]),
            "at_once: complant is not among intents; did you mean complaint?",
        ),
    ],
)
def test_a_misspelt_name_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, change: Change, said: str
) -> None:
    """In every place, be it a key of ours or a name of the file's own."""
    assert said in refused(tmp_path, change)


@pytest.mark.parametrize(
    "change",
    [
        lambda v, key: v.update({key: 1}),
        lambda v, key: v["intents"].update({key: 0}),
        lambda v, key: v["spoken"][0]["meant"].update({key: -1}),
        lambda v, key: v["segments"]["channels"].update({key: 1}),
        lambda v, key: v["at_once"].update({key: 2}),
        lambda v, key: parameter(v, "settles").update(name=key),
    ],
)
def test_words_in_the_place_of_a_key_are_not_repeated(
    tmp_path: Path, change: Callable[[dict[str, Any], str], object]
) -> None:
    """Whoever edits a file by hand may slip in what a customer wrote."""
    said = refused(tmp_path, lambda value: change(value, "Ich bin Erna Beispiel, 030 23125 000"))
    assert "Erna" not in said
    assert "23125" not in said


NUMBERS: dict[str, Callable[[dict[str, Any], Any], object]] = {
    "weeks": lambda v, x: v.update(weeks=x),
    "cases": lambda v, x: v.update(cases=x),
    "arrivals": lambda v, x: v["arrivals"]["We"].__setitem__(7, x),
    "dispersion": lambda v, x: v.update(dispersion=x),
    "intents.complaint.value": lambda v, x: v["intents"]["complaint"].update(value=x),
    "intents.complaint.n": lambda v, x: v["intents"]["complaint"].update(n=x),
    "locales.en": lambda v, x: v["locales"].update(en=x),
    "channels.web": lambda v, x: v["channels"].update(web=x),
    "at_once_of_all": lambda v, x: v.update(at_once_of_all=x),
    "greets_first": lambda v, x: v.update(greets_first=x),
    "reply_median": lambda v, x: v.update(reply_median=x),
    "reply_spread": lambda v, x: v.update(reply_spread=x),
    "replies": lambda v, x: v.update(replies=x),
    "delays[0].median": lambda v, x: v["delays"][0].update(median=x),
    "delays[0].spread": lambda v, x: v["delays"][0].update(spread=x),
    "counted[0].value": lambda v, x: v["counted"][0].update(value=x),
    "parameters[1]": lambda v, x: v["parameters"][1].update(central=x),
    "spoken[0].meant": lambda v, x: v["spoken"][0]["meant"].update(complaint=x),
    "segments.hours.Sa-Su 9-12.n": lambda v, x: v["segments"]["hours"]["Sa-Su 9-12"].update(n=x),
}
"""Place to what puts a value there."""


@pytest.mark.parametrize("place", NUMBERS)
@pytest.mark.parametrize(
    "wrong",
    [-1, float("nan"), float("inf"), 1e300, "0.5", True, None, [1], {}],
    ids=["negative", "nan", "inf", "huge", "text", "yes", "null", "list", "mapping"],
)
def test_what_is_no_number_there_is_refused_with_its_place(
    tmp_path: Path, place: str, wrong: Any
) -> None:
    """Negative, endless, none, or of another kind."""
    assert place in refused(tmp_path, lambda value: NUMBERS[place](value, wrong))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda v: v["locales"].update(en=0.9), "the shares of locales must sum to 1"),
        (lambda v: v["channels"].update(web=0.2), "the shares of channels must sum to 1"),
        (
            lambda v: v["intents"]["complaint"].update(value=0.0, low=0.0),
            "the shares of intents must sum to 1",
        ),
        (
            lambda v: v["segments"]["channels"]["web"]["intents"].popitem(),
            "the shares of channels web must sum to 1",
        ),
        (lambda v: v.update(ends="9999-12-31"), "must lie in the years 1970 to 2200"),
        (lambda v: v.update(ends=3), "must be a day"),
        (lambda v: v.update(notes=["\ud800"]), "half a letter"),
        (lambda v: v["delays"][0].update(low=65), "delays[0]: a reply time must have low <="),
        (lambda v: parameter(v, "settles").update(unit="seconds"), "must have the unit share"),
        (lambda v: v.update(parameters=["settles"]), "parameters[0]: must be a mapping"),
        (lambda v: v.update(timezone="Europe"), "is no time zone"),
    ],
)
def test_values_that_do_not_go_together_are_refused(
    tmp_path: Path, change: Change, said: str
) -> None:
    """With the rule and the place."""
    assert said in refused(tmp_path, change)


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from([-1, 0, 1, 2, 0.5, 1e300, -1e-9, "0.5", "nan", "Mo 9-12", "web", "settles"]),
    st.just([]), st.just({}), st.lists(st.floats(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.floats(), max_size=2),
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to everything in a JSON value."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    if isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(found for key, each in inner for found in places(each, (*path, key)))]


PLACES = places(whole())[1:]


def changed(value: dict[str, Any], path: tuple[Any, ...], how: str, odd: Any) -> None:
    """Puts something odd in a place, or takes away what is there, or adds beside it."""
    holder: Any = value
    for key in path[:-1]:
        if not isinstance(holder, dict | list) or (isinstance(holder, list) and key >= len(holder)):
            return  # gone since
        if isinstance(holder, dict) and key not in holder:
            return
        holder = holder[key]
    last = path[-1]
    if not isinstance(holder, dict if isinstance(last, str) else list):
        return
    if how == "put":
        if isinstance(holder, dict) or last < len(holder):
            holder[last] = odd
    elif how == "remove":
        if isinstance(holder, dict):
            holder.pop(last, None)
        elif last < len(holder):
            del holder[last]
    elif isinstance(holder, dict):
        holder[str(odd)[:9]] = odd
    else:
        holder.append(odd)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["put", "remove", "add"]), ODD),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_is_done_to_a_file(tmp_path: Path, changes: list[tuple[Any, str, Any]]) -> None:
    """It is refused in words that hold no customer's, or read so that customers can come."""
    value = whole()
    for path, how, odd in changes:
        changed(value, path, how, odd)
    why: InputError | None = None
    try:
        found = read(tmp_path, value)
    except InputError as error:
        why = error
    if why is not None:
        assert why.file == str(tmp_path / "customers.json")
        assert SECRET not in why.what
        assert len(why.what) < 3_000
        return
    Mix(found)
    few = found.scaled(20.0) if found.per_week > 0 else found
    if not found.assumed:
        few = how_many(few, make_centre(tmp_path))
    coming = arrivals(few, start=found.next_monday, days=2, seed=1, replication=0)
    assert len(coming) < 100_000
    assert read(tmp_path, found.to_json()).to_json() == found.to_json()


def test_where_the_words_come_from_is_kept_and_unknown_of_old_files(tmp_path: Path) -> None:
    """A file without the key is read; another value than ours is refused."""
    assert read(tmp_path, whole() | {"texts_from": "raw"}).texts_from == "raw"
    assert read(tmp_path, whole() | {"texts_from": "raw"}).to_json()["texts_from"] == "raw"
    old = whole()
    del old["texts_from"]
    assert read(tmp_path, old).texts_from == "unknown"
    assert "texts_from" in refused(tmp_path, lambda value: value.update(texts_from="mail"))


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_a_table_of_messages_is_refused_with_the_command(tmp_path: Path, ending: str) -> None:
    """Whoever names the log in place of the customers is told how to fit them."""
    path = tmp_path / f"messages.{ending}"
    path.write_bytes(b"PAR1")
    with pytest.raises(InputError, match="dialogkit customers"):
        Customers.load(path)
