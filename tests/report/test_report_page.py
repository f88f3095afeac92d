"""The page: every number from the file, nothing that runs or loads, and words in two languages."""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from page_reader import Element, read
from sample import GATE, sample

from dialogkit.errors import InputError, OutputError, ParameterError
from dialogkit.evaluate import GateResult, gate
from dialogkit.report import render_report, write_report

LOCALES = ("de", "en")


@cache
def forecast_text() -> str:
    """The sample forecast, made once."""
    return json.dumps(sample())


def forecast() -> dict[str, Any]:
    """A fresh copy of the sample forecast."""
    value: dict[str, Any] = json.loads(forecast_text())
    return value


def decided(folder: Path) -> GateResult:
    """What the sample's gate says."""
    path = folder / "gate.yaml"
    path.write_text(GATE, "utf-8")
    return gate(forecast(), path)


@cache
def page(locale: str) -> str:
    """The sample's page."""
    return render_report(forecast(), locale=locale)


def values(element: Element) -> list[str]:
    """The machine-readable values below an element."""
    return [one.attributes["value"] for one in element.all("data")]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_of_rates_is_the_json(locale: str) -> None:
    """Read back, the table holds each rate's value, interval, counts and unknown, and no other."""
    rates = forecast()["rates"]["rates"]
    root = read(page(locale))
    rows = [row for row in root.all("tr") if row.attributes.get("id", "").startswith("rate-")]
    assert [row.attributes["id"] for row in rows] == [f"rate-{name}" for name in rates]
    for row, rate in zip(rows, rates.values(), strict=True):
        value, interval, counted, unknown = values(row)
        assert float(value) == rate["value"]
        assert [float(end) for end in interval.split("/")] == [rate["low"], rate["high"]]
        above, _, below = counted.partition("/")
        assert (float(above) if above else None) == rate["numerator"]
        assert float(below) == rate["denominator"]
        assert int(unknown) == rate["unknown"]
        definition = rate["definition" if locale == "en" else "definition_de"]
        assert definition in row.text


def test_a_changed_number_changes_the_page() -> None:
    """The page shows the file's number, wherever it came from."""
    changed = forecast()
    changed["rates"]["rates"]["containment"] |= {"value": 0.1234, "low": 0.111, "high": 0.222}
    row = read(render_report(changed, locale="en")).all("tr", id="rate-containment")[0]
    assert "12.3%" in row.text
    assert "11.1 to 22.2%" in row.text


def test_what_the_first_screen_shows_is_in_the_file() -> None:
    """Outcomes and operations on the first screen carry the file's values."""
    given = forecast()
    first = read(page("de")).all("section", class_="first")[0]
    shown = {float(value) for value in values(first)}
    expected = {rate["value"] for rate in given["rates"]["outcomes"].values() if rate["value"]}
    for side in given["operations"].values():
        expected |= {measure["value"] for measure in side.values()}
    assert shown == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_runs_and_nothing_is_loaded(locale: str) -> None:
    """No script, no handler, and no address of anything outside the page."""
    text = page(locale)
    assert "<script" not in text.lower()
    assert not re.search(r"\son\w+\s*=", text)
    assert "http" not in text
    assert "@import" not in text
    root = read(text)
    links = [a.attributes["href"] for a in root.all("a")]
    assert all(link.startswith("#") or link == "run.parquet" for link in links)
    assert not root.all("link")
    assert not root.all("img")
    targets = {one.attributes["id"] for one in everything(root) if "id" in one.attributes}
    assert {link[1:] for link in links if link.startswith("#")} <= targets


def everything(element: Element) -> list[Element]:
    """All elements below."""
    found = []
    for child in element.children:
        found += [child, *everything(child)]
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_can_be_read_aloud(locale: str) -> None:
    """Language, one main heading, no skipped level, captions, picture titles, unique ids."""
    root = read(page(locale))
    assert root.all("html")[0].attributes["lang"] == locale
    levels = [int(one.tag[1]) for one in everything(root) if re.fullmatch(r"h\d", one.tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(table.all("caption") for table in root.all("table"))
    assert all(head.text for head in root.all("th"))
    pictures = [svg for svg in root.all("svg") if svg.attributes.get("aria-hidden") != "true"]
    assert len(pictures) == 4
    for svg in pictures:
        assert svg.attributes["role"] == "img"
        assert svg.all("title")[0].text
    ids = Counter(one.attributes["id"] for one in everything(root) if "id" in one.attributes)
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_chart_has_a_table_beside_it() -> None:
    """What a chart shows stands in a table of the same section."""
    root = read(page("en"))
    for name in ("assumptions", "week"):
        section = root.all("section", id=name)[0]
        assert section.all("figure")
        assert section.all("table")
    hours = root.all("section", id="week")[0].all("details")[0].all("tr")
    assert len(hours) == 169


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_forecast_gives_the_same_bytes(locale: str) -> None:
    """No clock and no chance gets into the page."""
    assert render_report(forecast(), locale=locale) == page(locale)


def test_the_page_stays_small() -> None:
    """Thousands of long messages and a huge picture leave the page below 500 KB."""
    big = forecast()
    turn = {"speaker": "customer", "text": "ä" * 5_000, "step": "s", "at": 3}
    kind = big["failures"][0]
    kind["transcripts"] = [{"case_id": str(i), "turns": [turn] * 400} for i in range(50)]
    big["failures"] = [kind | {"kind": str(i)} for i in range(40)]
    big["flow_svg"] = big["flow_svg"].replace("</svg>", "<g></g>" * 100_000 + "</svg>")
    big["traffic"] = {f"a{i}>b": i for i in range(5_000)}
    text = render_report(big)
    assert len(text.encode()) < 500_000
    assert "zu groß" in text
    assert len(page("de").encode()) < 300_000


EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_texts_from_the_file_are_escaped() -> None:
    """Markup in a transcript, a title, a name or a command is shown, never obeyed."""
    bad = forecast()
    bad["title"] = bad["command"] = EVIL
    bad["failures"][0]["label_de"] = EVIL
    bad["failures"][0]["transcripts"][0]["turns"][0] |= {"text": EVIL, "step": EVIL, "at": EVIL}
    bad["failures"][0]["transcripts"][0]["turns"][0]["speaker"] = EVIL
    bad["assumptions"][0]["label_de"] = EVIL
    bad["rates"]["slices"]["intent"][EVIL] = bad["rates"]["slices"]["intent"].pop("complaint")
    bad["privacy"] = {EVIL: EVIL}
    bad["traffic"] = {f"{EVIL}>b": 3}
    text = render_report(bad)
    assert "<script" not in text
    assert "<img" not in text
    bubbles = [one.text for one in read(text).all("p", class_="text")]
    assert EVIL in bubbles


@pytest.mark.parametrize("name", ["javascript:alert(1)", "//evil.example.org/x", '"><b>', "/etc/x"])
def test_only_files_beside_the_page_are_linked(name: str) -> None:
    """A name that would lead elsewhere is printed, not linked."""
    bad = forecast() | {"cases_file": name}
    root = read(render_report(bad))
    assert name in root.text
    assert all(a.attributes["href"].startswith("#") for a in root.all("a"))


def test_the_verdict_comes_first(tmp_path: Path) -> None:
    """The verdict with its reason stands on the first screen, the conditions below."""
    root = read(render_report(forecast(), gate=decided(tmp_path)))
    first = root.all("p", class_="verdict fail")[0]
    assert first.text.startswith("✕ Noch nicht freigeben 2 von 5 Bedingungen verfehlt: ")
    badges = [one.text for one in root.all("section", id="gate")[0].all("span")]
    assert badges[::2] == [
        "verfehlt",
        "erfüllt",
        "verfehlt",
        "noch nicht zu entscheiden",
        "erfüllt",
    ]
    assert "gate.yaml" in root.text
    assert str(tmp_path) not in root.text


def test_without_conditions_nothing_is_decided() -> None:
    """A page without a gate says that it decides nothing."""
    first = read(page("en")).all("p", class_="verdict none")[0]
    assert "decides nothing" in first.text


def test_a_forecast_that_nobody_checked_says_so() -> None:
    """Without a validation the page states it plainly; with one it gives the error."""
    assert "noch nicht an echten Ergebnissen geprüft" in page("de")
    checked = forecast() | {"validation": {"mean_absolute_error": 0.018, "n": 19}}
    text = read(render_report(checked, locale="en")).text
    assert "off by 1.8 points on average (19 tasks)" in text
    assert "not been validated" not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_rates_make_a_page(locale: str) -> None:
    """Rates alone give the page that they can, and no forecast is claimed."""
    text = render_report(forecast()["rates"], locale=locale)
    root = read(text)
    assert len(root.all("svg", class_="icons")) == 1
    assert not root.all("section", id="assumptions")
    assert "None" not in root.text
    assert ("keine Vorhersage" if locale == "de" else "not a forecast") in root.text


def test_the_least_there_is_makes_a_page() -> None:
    """A rates object with the promised keys alone, from elsewhere, is shown by its names."""
    rate = {
        "value": 0.5,
        "low": 0.4,
        "high": 0.6,
        "numerator": 1,
        "denominator": 2,
        "unknown": 0,
        "definition": "Half of them.",
        "window": None,
    }
    least = {"n": 2, "rates": {"containment": rate}, "slices": {}, "left_out": {"x": "No data."}}
    root = read(render_report(least))
    assert "Half of them." in root.text
    assert "No data." in root.text
    assert "nicht ablesen" in root.text


def test_what_a_simulated_bot_cannot_show_is_told_to_readers() -> None:
    """That it answers at once, rather than which column a file lacks."""
    value = forecast()
    value["rates"]["left_out"] = {"first_response_bot_seconds": "Needs the column x."}
    english = read(render_report(value, locale="en")).text
    assert "the bot answers at once, so there is no time to give" in english
    assert "Needs the column" not in english
    assert "antwortet der Bot sofort" in read(render_report(value, locale="de")).text


def test_any_key_may_be_missing() -> None:
    """Every key but the rates is optional, one by one; also both that are drawn as charts."""
    rates = forecast()["rates"] | {"slices": {}}
    plain = forecast() | {"rates": rates, "baseline": rates, "scenarios": {}}
    del plain["week"], plain["sensitivity"]
    for key in plain.keys() - {"rates"}:
        less = dict(plain)
        del less[key]
        read(render_report(less, locale="en"))
    assert not read(render_report(plain)).all("figure")


def test_no_leftovers_in_the_words() -> None:
    """No unfilled placeholder, None or Python value is printed."""
    for locale in LOCALES:
        body = re.sub(r"<style>.*?</style>", "", page(locale), flags=re.DOTALL)
        text = read(body).text
        assert not re.search(r"\bNone\b|\bTrue\b|\bnan\b|[{}]", text)


def test_small_slices_are_marked() -> None:
    """A slice below 30 cases is grey, has a star, and the page says what that means."""
    section = read(page("de")).all("section", id="slices")[0]
    few = section.all("tr", class_="few")
    assert [row.all("th")[0].text for row in few] == ["customs *"]
    assert "weniger als 30 Anliegen" in section.text


def test_needless_handoffs_are_part_of_those_to_agents() -> None:
    """Shares that list needless handoffs apart from the others are put together."""
    apart = forecast()
    shares = {"bot_resolved": 0.3, "agent": 0.5, "agent_needless": 0.1, "abandoned": 0.1}
    together = dict(shares, agent=0.6)
    pages = [render_report(apart | {"outcome_shares": one}) for one in (shares, together)]
    legends = [read(text).all("ul", class_="legend")[0].text for text in pages]
    assert legends[0] == legends[1]
    assert "60 gehen an Mitarbeiter 10 davon unnötig" in legends[0]


def test_times_are_local() -> None:
    """A message of 09:00 UTC in November is told as 10:00 in Berlin."""
    assert "Kunde · 10:00 · Schritt hello" in read(page("de")).text


def test_it_is_written_whole(tmp_path: Path) -> None:
    """The file holds the page; where it cannot be written, nothing is left."""
    path = tmp_path / "new" / "report.html"
    write_report(forecast(), path)
    assert path.read_text("utf-8") == page("de")
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    with pytest.raises(OutputError):
        write_report(forecast(), blocked / "report.html")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "new"]


def test_what_is_no_forecast_is_refused() -> None:
    """Something without rates, and a language without texts, are refused."""
    with pytest.raises(InputError, match="must be a forecast"):
        render_report({"hello": 1})
    with pytest.raises(ParameterError, match="de or en"):
        render_report(forecast(), locale="fr")


def test_the_share_that_assumptions_move_is_named_in_words() -> None:
    """A class of outcomes has words on the page, not its name in the file; ends say their sense."""
    moved = [dict(move, rate="bot_resolved") for move in forecast()["sensitivity"]]
    given = forecast() | {"sensitivity": moved, "sensitivity_replications": 3}
    for locale, words in (
        ("de", ["Anteil „löst der Bot“", "ungünstig", "günstig", "ersten 3 Durchläufen"]),
        ("en", ["the share that “are resolved by the bot”", "worse", "better", "first 3 repl"]),
    ):
        section = read(render_report(given, locale=locale)).all("section", id="assumptions")[0]
        for word in words:
            assert word in section.text, word
        assert "bot_resolved" not in section.text


def test_money_has_its_currency_and_times_their_zone() -> None:
    """What the forecast was counted with decides units and clock."""
    given = forecast() | {"currency": "EUR", "counted_with": {"timezone": "Asia/Tokyo"}}
    rate = given["rates"]["rates"]["failure_rate"]
    given["rates"]["rates"]["cost_per_contact"] = rate | {"unit": "money", "value": 3.456}
    text = read(render_report(given)).text
    assert "3,46 EUR" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Kunde · 18:00 · Schritt hello" in text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"cases": 29}, ["Das Protokoll hat nur 29 Anliegen"]),
        ({"cases": 30, "notes": ["format: whatsapp"]}, []),
        ({"cases": 500, "notes": ["a staff of 3 is assumed"]}, ["Wie viele Mitarbeiter da sind"]),
        ({"cases": 1, "notes": ["a staff of 3 is assumed"]}, ["Das Protokoll hat nur 1", "Wie"]),
        ({}, []),
    ],
)
def test_a_weak_log_is_said_at_once(
    tmp_path: Path, data: dict[str, Any], expected: list[str]
) -> None:
    """Few cases or an assumed staff make a warning on the first screen, with a gate or without."""
    for result in (None, decided(tmp_path)):
        root = read(render_report(forecast() | {"data": data}, gate=result))
        shown = [
            one.text for one in root.all("section", class_="first")[0].all("p", class_="warning")
        ]
        assert len(shown) == len(expected)
        assert all(text.startswith(start) for text, start in zip(shown, expected, strict=True))


@pytest.mark.parametrize(
    ("locale", "warned", "told", "no_audit"),
    [
        ("de", "Dahinter steht kein Protokoll:", "sind angenommen", "nichts zu anonymisieren"),
        ("en", "There is no log behind this:", "are assumed", "nothing to anonymize"),
    ],
)
def test_assumed_customers_are_told_at_once(
    locale: str, warned: str, told: str, no_audit: str
) -> None:
    """On the first screen, and where the data come from, in the words of who assumed them."""
    given = forecast() | {"privacy": None, "data": {"notes": ["60 cases a week"]}}
    assert told not in read(render_report(given, locale=locale)).text
    people = {"kind": "assumed", "n": 0, "source": "A guess of ours.", "notes": ["none counted"]}
    root = read(render_report(given | {"customers": people}, locale=locale))
    first = root.all("section", class_="first")[0].all("p", class_="warning")
    assert [one.text.startswith(warned) for one in first] == [True]
    data = root.all("section", id="data")[0]
    assert told in data.text
    assert "A guess of ours." in data.text
    notes = [one.text for part in data.all("ul", class_="notes") for one in part.all("li")]
    assert notes == ["none counted", "60 cases a week"]
    assert no_audit in root.all("section", id="privacy")[0].text


def test_the_two_shares_of_false_deflection_are_told_apart(tmp_path: Path) -> None:
    """The sentence is there only where a gate asks for the rate that is larger than the boxes."""
    words = "im Bot blieben, und zählt auch"
    assert words not in page("de")
    result = decided(tmp_path)
    assert words in render_report(forecast(), gate=result)
    smaller = forecast()
    smaller["rates"]["rates"]["false_deflection"] |= {"value": 0.0001, "low": 0.0}
    assert words not in render_report(smaller, gate=result)


def test_a_single_undecided_condition_is_singular() -> None:
    """One condition that cannot be decided is told in the singular, several are not."""
    one = {"verdict": "not_enough_data", "sentence_de": "Zu wenig."}
    for n, words in ((1, "Die eine Bedingung lässt"), (2, "2 von 2 Bedingungen lassen")):
        result = {"verdict": "not_enough_data", "conditions": [one] * n}
        assert words in read(render_report(forecast(), gate=result)).text


def test_a_new_day_is_dated() -> None:
    """A conversation over local midnight shows both dates once; one of a single day shows none."""
    assert "21. November" not in page("de")
    given = forecast()
    turns = given["failures"][0]["transcripts"][0]["turns"]
    times = ["2026-11-21T22:58", "2026-11-21T22:59", "2026-11-21T23:01", "2026-11-22T08:00"]
    for turn, at in zip(turns, times, strict=False):
        turn["at"] = at + ":00+00:00"
    given["failures"][0]["transcripts"][0]["turns"] = turns[:4]
    shown = [one.text for one in read(render_report(given)).all("li", class_="day")]
    assert shown == ["21. November 2026", "22. November 2026"]


def test_assumptions_are_listed_as_their_bars_are() -> None:
    """What moves the result most stands first; what was not tried, last."""
    moves = [
        {"name": name, "rate": "deflection", "low_value": 0.5 - gap, "high_value": 0.5 + gap}
        for name, gap in (("small", 0.01), ("large", 0.2), ("middle", 0.1))
    ]
    names = ("untried", "small", "middle", "large")
    assumed = [{"name": one, "label": one, "low": 0, "central": 1, "high": 2} for one in names]
    given = forecast() | {"sensitivity": moves, "assumptions": assumed}
    table = read(render_report(given)).all("section", id="assumptions")[0].all("table")[0]
    listed = [row.all("th")[0].text for row in table.all("tr") if row.all("td")]
    assert listed == ["large", "middle", "small", "untried"]
