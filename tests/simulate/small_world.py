"""A small world for tests of the simulation: flow, classifier, customers, staff, all invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Prediction
from dialogkit.flow import Flow, load_flow
from dialogkit.simulate import OUT_OF_SCOPE, Customers, Share, Spoken

FLOW = """\
bot: parcel
channels: [web]
locales: [en]
start: hello
intents: {track: parcel_status, complain: complaint, agent: human_agent}
data:
  parcel_id: {like: AB123456789, level: personal, tries: 2}
  complaint: {like: free text, level: sensitive, keep: 30d}
actions:
  carrier.lookup: {needs: [parcel_id], gives: {found: 90%, unknown: 8%, failed: 2%}, takes: 2s}
steps:
  hello:   {say: hello, disclose: bot, choose: {track: track, complain: consent, agent: desk}}
  track:   {ask: parcel_id, do: carrier.lookup, when: {found: tell, unknown: desk, failed: desk}}
  tell:    {say: status, fulfils: track, choose: {done: done, complain: consent}}
  consent: {say: privacy, choose: {agree: file, refuse: refused}, allows: sensitive}
  file:    {ask: [parcel_id, complaint], then: desk}
  desk:    {handoff: complaints, at_most: 2, else: late}
  back:    {say: welcome_back, disclose: bot, choose: {solved: done, unsolved: desk}}
  late:    {say: we_call_you, disclose: bot, end: callback}
  quiet:   {say: bye, end: silence}
  done:    {say: bye, end: resolved}
  refused: {say: bye, end: no_consent}
anywhere:
  - {hear: agent, goto: desk}
  - {hear: track, visit: track}
  - {lost: [rephrase, show_choices, desk]}
  - {silent: 20h, goto: quiet}
handoffs:
  complaints:
    open: 24/7
    route: [{skills: [$locale]}]
    pass: {values: [reason, parcel_id, complaint], turns: 10, upto: sensitive}
    when: {resolved: back, returned: back, closed: late, nobody: late, left: quiet,
           window_shut: late}
"""

KEYS = [
    "hello",
    "status",
    "privacy",
    "welcome_back",
    "we_call_you",
    "bye",
    "rephrase",
    "show_choices",
    "parcel_id",
    "track",
    "complain",
    "agent",
    "done",
    "agree",
    "refuse",
    "solved",
    "unsolved",
]

CENTRE = "name: Invented\nhours: 24/7\nagents: 4\nhandling: 6m\npatience: 25m\nwage: 30\n"

LABELS = ("complaint", "human_agent", "parcel_status")


class Keywords:
    """A classifier that knows three words."""

    fingerprint = "keywords"
    words: ClassVar = {"parcel": "parcel_status", "angry": "complaint", "human": "human_agent"}

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The labels."""
        return np.array(LABELS)

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """The label of the first word known; unsure of all others."""
        return [self._predict(text) for text in texts]

    def _predict(self, text: str) -> Prediction:
        for word, label in self.words.items():
            if word in text:
                return Prediction(
                    intent=label,
                    confidence=0.95,
                    out_of_scope=0.02,
                    accepted=True,
                    top=((label, 0.95),),
                )
        return Prediction(
            intent="complaint",
            confidence=0.3,
            out_of_scope=0.9,
            accepted=False,
            top=(("complaint", 0.3),),
        )


class Talkative:
    """A flow with its classifier."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.model = Keywords()


def make_flow(folder: Path, text: str = FLOW) -> Flow:
    """The flow, written to a folder with its texts and read back."""
    (folder / "flow.yaml").write_text(text, encoding="utf-8")
    texts = "".join(f"{key}: {key.replace('_', ' ')}\n" for key in [*KEYS, "complaint"])
    (folder / "texts.en.yaml").write_text(texts, encoding="utf-8")
    return load_flow(folder / "flow.yaml")


def make_centre(folder: Path, text: str = CENTRE) -> ContactCentre:
    """The staff, written to a folder and read back."""
    (folder / "centre.yaml").write_text(text, encoding="utf-8")
    return ContactCentre.load(folder / "centre.yaml")


def make_customers(per_week: float = 300.0, **values: float) -> Customers:
    """Customers who ask for parcels, complain, or want what nobody knows."""
    spoken = (
        Spoken(text="where is my parcel", locale="en", meant={"parcel_status": 1.0}),
        Spoken(text="still nothing here", locale="en", meant={"parcel_status": 1.0}),
        Spoken(text="i am angry", locale="en", meant={"complaint": 1.0}),
        Spoken(text="do you sell shoes", locale="en", meant={OUT_OF_SCOPE: 1.0}),
    )
    shares = {"parcel_status": 0.65, "complaint": 0.35}
    return Customers(
        fingerprint="keywords",
        weeks=8,
        cases=2400,
        arrivals=(per_week / 168,) * 168,
        intents={k: Share(value=v, low=v, high=v, n=2400) for k, v in shares.items()},
        locales={"en": 1.0},
        channels={"web": 1.0},
        spoken=spoken,
    ).with_values(**values)
