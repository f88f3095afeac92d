"""The flow the tests of the bot talk to, and a classifier that knows a few words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dialogkit.conversation import Prediction
from dialogkit.flow import Flow, load_flow

FLOW = """\
bot: parcel
channels: [web, whatsapp]
locales: [de, en]
start: hello
intents: {track: parcel_status, complain: complaint, agent: human_agent}
data:
  parcel_id: {like: AB123456789, level: personal, tries: 2}
  mail: {like: kim@example.org, level: personal}
  complaint: {like: free text, level: sensitive, keep: 30d}
actions:
  carrier.lookup:
    needs: [parcel_id]
    gives: {found: 90%, unknown: 8%, failed: 2%}
    takes: 2s
steps:
  hello:   {say: hello, disclose: bot, choose: {track: track, complain: consent, agent: desk}}
  track:   {ask: parcel_id, do: carrier.lookup, when: {found: tell, unknown: desk, failed: desk}}
  tell:    {say: status, fulfils: track, choose: {done: done, complain: consent}}
  consent: {say: privacy, choose: {agree: file, refuse: refused}, allows: sensitive}
  file:    {ask: [parcel_id, complaint], then: desk}
  desk:    {handoff: complaints, at_most: 2, else: late}
  back:    {say: welcome_back, disclose: bot, choose: {solved: done, unsolved: desk}}
  late:    {say: we_call_you, disclose: bot, end: callback}
  done:    {say: bye, end: resolved}
  refused: {say: bye, end: no_consent}
anywhere:
  - {hear: agent, goto: desk}
  - {hear: track, visit: track}
  - {lost: [rephrase, show_choices, desk]}
  - {silent: 20h, goto: late}
handoffs:
  complaints:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    pass: {values: [reason, parcel_id, complaint], turns: 10, upto: personal}
    tell: {queued: queued, joined: meet_agent}
    suggest: [apology]
    when:
      {resolved: back, returned: back, closed: late, nobody: late, left: late, window_shut: late}
"""

GERMAN = """\
hello: Guten Tag! Worum geht es?
track: [Sendung verfolgen, Paket suchen]
complain: Beschwerde
agent: [Mitarbeiter sprechen, Kundenservice]
parcel_id: ["Wie lautet Ihre Sendungsnummer?", "Die Nummer hat zwei Buchstaben und neun Ziffern."]
mail: Wie lautet Ihre Mailadresse?
complaint: Was ist passiert?
status: "Ihre Sendung {parcel_id} ist unterwegs."
done: [Fertig, "Nein danke"]
privacy: Dürfen wir Ihre Schilderung speichern?
agree: [Ja, Einverstanden]
refuse: [Nein]
welcome_back: [Hat alles geklappt?, Ist nun alles gut?]
solved: Ja, alles gelöst
unsolved: Nein, noch nicht
we_call_you: Hier der Bot. Wir rufen Sie an.
bye: Auf Wiedersehen!
rephrase: Das habe ich nicht verstanden.
show_choices: Bitte wählen Sie.
queued: Ich verbinde Sie.
meet_agent: Sie sprechen jetzt mit unserem Team.
apology: Das tut uns leid.
"""

ENGLISH = """\
hello: Hello! What is it about?
track: Track a parcel
complain: Complaint
agent: Talk to a person
parcel_id: What is your parcel number?
complaint: What happened?
status: "Your parcel {parcel_id} is on its way."
done: Done
privacy: May we store what you tell us?
agree: [Yes, I agree]
refuse: "No"
welcome_back: Is everything solved?
solved: Yes, all solved
unsolved: Not yet
we_call_you: We will call you.
bye: Goodbye!
rephrase: Sorry, I did not get that.
show_choices: Please choose.
queued: Connecting you.
meet_agent: You are now talking to our team.
apology: We are sorry.
"""


def parcel_flow(folder: Path, flow: str = FLOW) -> Flow:
    """The flow, read from files written into ``folder``."""
    (folder / "flow.yaml").write_text(flow, encoding="utf-8")
    (folder / "texts.de.yaml").write_text(GERMAN, encoding="utf-8")
    (folder / "texts.en.yaml").write_text(ENGLISH, encoding="utf-8")
    return load_flow(folder / "flow.yaml")


class KeywordModel:
    """A classifier that looks for one word of each intent; knows how often it was asked."""

    fingerprint = "0123456789abcdef"
    words: ClassVar = {"parcel_status": "paket", "complaint": "ärger", "human_agent": "vermittlung"}

    def __init__(self, confidence: float = 0.9) -> None:
        self.confidence = confidence
        self.asked = 0

    @property
    def classes_(self) -> NDArray[np.str_]:
        return np.array(sorted(self.words))

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        self.asked += len(texts)
        return [self._predict(text.lower()) for text in texts]

    def _predict(self, text: str) -> Prediction:
        hits = [intent for intent, word in self.words.items() if word in text]
        rest = tuple((intent, 0.05) for intent in self.words if intent not in hits)
        best = hits[0] if hits else rest[0][0]
        confidence = self.confidence if hits else 0.05
        return Prediction(
            intent=best,
            confidence=confidence,
            out_of_scope=1 - confidence,
            accepted=confidence >= 0.5,
            top=((best, confidence), *rest),
        )
