"""What a record depends on: with any of it changed it is refused, and with nothing it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_world import Keywords, Talkative, make_centre, make_customers, make_flow

from dialogkit.bot import Bot, FlowBot
from dialogkit.errors import InputError
from dialogkit.flow import Flow
from dialogkit.simulate import Customers, DrawnActors, LocalChat, ModelActors, rehearse
from dialogkit.simulate import _actors_model as actors_model
from dialogkit.simulate import _actors_persona as actors_persona

SEED = 5


class Other(Keywords):
    """Another classifier."""

    fingerprint = "another"


class Model:
    """A chat model that is never asked."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint

    def reach(self) -> Any:
        """Nobody reaches it."""
        raise NotImplementedError


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    """The small flow."""
    return make_flow(tmp_path_factory.mktemp("flow"))


@pytest.fixture(scope="module")
def customers() -> Customers:
    """Two days have some of them."""
    return make_customers(per_week=30.0)


def reworded(flow: Flow) -> Flow:
    """The same flow with one text changed, which customers read on buttons."""
    texts = flow.texts
    by_locale = {locale: dict(own) for locale, own in texts.by_locale.items()}
    locale, own = next(iter(by_locale.items()))
    key = next(iter(own))
    own[key] = (f"{own[key][0]}!", *own[key][1:])
    return replace(flow, texts=replace(texts, by_locale=by_locale | {locale: own}))


def look_up(values: Mapping[str, str]) -> str:
    """A function behind an action."""
    return "ok"


def test_each_part_of_a_bot_changes_its_fingerprint(flow: Flow) -> None:
    """Flow, texts, classifier, threshold, channel, language, functions, time; and nothing else."""
    model = Talkative(flow).model
    steps = dict(flow.steps)
    name = next(name for name, step in steps.items() if step.end)
    steps[name] = replace(steps[name], end="elsewhere")
    bots = [
        FlowBot(Bot(flow, model)),
        FlowBot(Bot(replace(flow, steps=steps), model)),
        FlowBot(Bot(reworded(flow), model)),
        FlowBot(Bot(flow, Other())),
        FlowBot(Bot(flow)),
        FlowBot(Bot(flow, model, threshold=0.5)),
        FlowBot(Bot(flow, model, channel=flow.channels[-1])),
        FlowBot(Bot(flow, model, locale=flow.locales[-1])),
        FlowBot(Bot(flow, model), at=datetime(2026, 3, 2, 9, tzinfo=UTC)),
        FlowBot(Bot(flow, model), at=datetime(2026, 3, 2, 22, tzinfo=UTC)),
    ]
    if flow.actions:
        bots.append(FlowBot(Bot(flow, model, actions={next(iter(flow.actions)): look_up})))
    prints = [bot.fingerprint for bot in bots]
    assert len(set(prints)) >= len(prints) - (len(flow.channels) == 1) - (len(flow.locales) == 1)
    assert FlowBot(Bot(flow, model)).fingerprint == prints[0]


def test_each_part_of_drawn_customers_changes_their_fingerprint(customers: Customers) -> None:
    """Whatever they know or do; how many come is not among it."""
    marks = {"parcel_status": re.compile("track")}

    def of(people: Customers = customers, **given: Any) -> str:
        return DrawnActors.of(people, **given).fingerprint

    prints = [
        of(),
        of(marked=["parcel_status"]),
        of(marked=["complaint"]),
        of(values={"parcel_id": ["AB1"]}),
        of(values={"parcel_id": ["AB2"]}),
        of(buttons=marks),
        of(buttons={"parcel_status": re.compile("where")}),
        of(model=Keywords()),
        of(model=Other()),
        of(customers.with_values(settles=0.4)),
        of(replace(customers, greets_first=0.7)),
        of(replace(customers, reply_median=99.0)),
        of(replace(customers, spoken=customers.spoken[1:])),
    ]
    assert len(set(prints)) == len(prints)
    assert of(customers.scaled(7.0)) == prints[0] == of()


def test_each_part_of_played_customers_changes_their_fingerprint(
    customers: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model, what it is told, and of whom."""

    def of(people: Customers = customers, model: str = "a", **given: Any) -> str:
        return ModelActors.of(people, Model(model), **given).fingerprint

    prints = [
        of(),
        of(model="b"),
        of(marked=["parcel_status"]),
        of(values={"parcel_id": ["AB1"]}),
        of(customers.with_values(asks_human_first=0.5)),
    ]
    assert of() == prints[0]
    told = (*actors_persona.TOLD, "Be brief.")
    monkeypatch.setattr(actors_model, "TOLD", told)
    prints.append(of())
    assert len(set(prints)) == len(prints)


def test_a_model_of_the_same_size_is_another_model(tmp_path: Path) -> None:
    """Its files are looked at byte by byte, its settings too."""

    def of(**files: bytes) -> str:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        return LocalChat(tmp_path).fingerprint

    first = of(weights=b"0" * 100, template=b"{{ a }}")
    assert of() == first
    second = of(weights=b"1" * 100)
    third = of(template=b"{{ b }}")
    assert len({first, second, third}) == 3
    assert LocalChat(tmp_path, temperature=0.1).fingerprint != third
    assert LocalChat(tmp_path, max_new_tokens=9).fingerprint != third


@pytest.mark.parametrize(
    "changed", ["nothing", "texts", "classifier", "actors", "customers", "seed", "staff"]
)
def test_a_record_goes_on_with_its_own_run_only(
    tmp_path: Path, flow: Flow, customers: Customers, changed: str
) -> None:
    """Another text, classifier, cast, customer model or seed is refused; other staff is not."""
    centre = make_centre(tmp_path)
    record = tmp_path / "record.jsonl"
    model = Talkative(flow).model

    def go(**given: Any) -> int:
        chosen: dict[str, Any] = {
            "flow": flow,
            "model": model,
            "people": customers,
            "seed": SEED,
        } | given
        bot = FlowBot(Bot(chosen["flow"], chosen["model"]))
        cast = given.get("cast")
        staff = given.get("staff", centre)
        done = rehearse(
            bot, chosen["people"], staff, actors=cast, days=2, seed=chosen["seed"], record=record
        )
        found = done.about["found_recorded"]
        assert isinstance(found, int)
        return found

    assert go() == 0
    marked: Sequence[str] = ["parcel_status"]
    other: dict[str, dict[str, Any]] = {
        "texts": {"flow": reworded(flow)},
        "classifier": {"model": None},
        "actors": {"cast": DrawnActors.of(customers, marked=marked, model=Keywords())},
        "customers": {"people": customers.with_values(settles=0.3)},
        "seed": {"seed": SEED + 1},
    }
    if changed in other:
        with pytest.raises(InputError, match="another bot, other customers or another seed"):
            go(**other[changed])
    else:
        staff = {"staff": make_centre(tmp_path, "name: X\nhours: 24/7\nagents: 9\nhandling: 5m\n")}
        assert go(**({} if changed == "nothing" else staff)) > 0
