"""How one issue goes between a customer and the team, message by message."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from _clock import answer, is_open, minutes, waking
from _exports import Kind, Sent
from _people import Customer, street, tracking
from _wording import SLOT, fill, pieces, rough

NEEDS = {
    "parcel_status": ("tracking",),
    "parcel_late": ("tracking",),
    "redelivery": ("tracking", "day"),
    "change_address": ("tracking", "address"),
    "pickup_location": ("tracking",),
    "parcel_damaged": ("tracking", "photo", "iban"),
    "parcel_lost": ("tracking",),
    "complaint": ("more", "phone"),
    "return_parcel": ("tracking", "email"),
    "customs": ("tracking",),
    "invoice_copy": ("tracking", "email"),
    "human_agent": ("phone",),
}
"""What the team asks for."""

SETTLED = {
    "parcel_status": 0.86,
    "parcel_late": 0.66,
    "redelivery": 0.85,
    "change_address": 0.72,
    "pickup_location": 0.88,
    "parcel_damaged": 0.7,
    "parcel_lost": 0.5,
    "complaint": 0.6,
    "return_parcel": 0.85,
    "customs": 0.68,
    "invoice_copy": 0.92,
    "opening_hours": 0.97,
    "human_agent": 0.7,
    "out_of_scope": 0.0,
    "greeting": 0.0,
}
"""Share of issues that the team can settle once it has what it asked for."""

QUESTIONS = {
    "delivery": ("parcel_status", "parcel_late", "redelivery", "change_address"),
    "papers": ("parcel_damaged", "parcel_lost", "return_parcel", "customs", "invoice_copy"),
}
"""Which questions customers ask back for which issues."""

WORKED = ("pickup_location", "return_parcel", "invoice_copy")
"""Issues after which a customer can tell at once that it worked."""

LEVELS = {
    **dict.fromkeys(("parcel_damaged", "parcel_lost", "complaint"), "sensitive"),
    **dict.fromkeys(("opening_hours", "greeting", "out_of_scope"), "public"),
}
"""How protected what such a case holds is; personal where not listed."""


@dataclass(kw_only=True)
class Told:
    """An issue that has been played."""

    chat: list[Sent] = field(default_factory=list)
    """Its messages, in order of time."""
    asked_for_human: bool = False
    """Whether the customer asked for a person."""
    resolved: bool = False
    """Whether the issue was settled."""
    left: bool = False
    """Whether the customer stopped answering before it was."""


class Script:
    """Plays one issue.

    Args:
        rng: Source of every choice.
        customer: Who has the issue.
        intent: What it is about.
        agent: Who of the team answers.
        texts: Of the customer's language: ``phrasings`` and ``talk`` files.
        people: Words for streets, towns, items.
        opening: When the customer writes first.
        again: Whether it is the same issue as before, still unsettled.
    """

    def __init__(
        self,
        rng: Random,
        customer: Customer,
        intent: str,
        *,
        agent: str,
        texts: tuple[dict[str, Any], dict[str, Any]],
        people: dict[str, Any],
        opening: datetime,
        again: bool,
    ) -> None:
        self._rng, self._customer, self._intent = rng, customer, intent
        self._phrasings, self._talk = texts
        self._agent, self._again = agent, again
        self._told = Told()
        self._now = opening
        self._values = self._invent(people)
        self._given: set[str] = set()

    def play(self) -> Told:
        """The issue from its first message on."""
        self._open()
        waited = self._wait_for_team()
        if self._intent == "greeting":
            self._greet_back()
        elif self._rng.random() < min(0.5, waited / timedelta(hours=110)):
            self._leave_unanswered(waited)
        elif self._collect(waited):
            self._settle()
        self._told.chat = _seasoned(self._rng, sorted(self._told.chat, key=lambda sent: sent.at))
        return self._told

    # ----- the parts of an issue -----------------------------------------------------------------

    def _open(self) -> None:
        rng = self._rng
        main = rng.choice(self._phrasings[self._intent])
        if self._intent != "greeting" and rng.random() < 0.45:
            greeting = rng.choice(self._phrasings["greeting"])
            if rng.random() < 0.6:
                mark = rng.choice((", ", "! ", ". ", "\n"))
                main = greeting.rstrip("!.?") + mark + main
            else:
                self._customer_says(greeting)
        if self._again:
            self._customer_says(rng.choice(self._talk["again"]))
        self._customer_says(main)
        if self._intent == "parcel_damaged" and rng.random() < 0.4:
            self._sends("photo")
            self._given.add("photo")
        if rng.random() < 0.22:
            self._customer_says(rng.choice(self._talk["more"]))
        if rng.random() < 0.03:
            self._sends("voice")

    def _wait_for_team(self) -> timedelta:
        """Waits for the first answer; the customer may ask again meanwhile."""
        asked, rng = self._now, self._rng
        if not is_open(asked) and rng.random() < 0.85:
            self._team_says(
                self._talk["receipt"][0], at=asked + timedelta(seconds=rng.randint(1, 5))
            )
            if rng.random() < 0.09:
                self._ask_for_human(asked + minutes(rng, 3.0))
        answered = answer(rng, asked, talking=False)
        waited = answered - asked
        if waited > timedelta(minutes=40) and rng.random() < 0.4:
            self._nudge(asked, waited)
        self._now = max(answered, self._now + timedelta(seconds=20))
        return waited

    def _nudge(self, asked: datetime, waited: timedelta) -> None:
        when = waking(self._rng, asked + waited * self._rng.uniform(0.3, 0.8))
        if when >= asked + waited:
            return
        if self._rng.random() < 0.14:
            self._ask_for_human(when)
        else:
            self._customer_says(self._rng.choice(self._talk["nudge"]), at=when)

    def _greet_back(self) -> None:
        self._team_says(
            self._introduction() + " " + self._rng.choice(self._talk["solved"]["greeting"])
        )
        self._told.left = True

    def _leave_unanswered(self, waited: timedelta) -> None:
        """The team answers, but the customer has given up on it."""
        self._team_says(self._introduction(waited) + " " + self._question())
        self._told.left = True

    def _collect(self, waited: timedelta) -> bool:
        """Asks for what is needed; false where the customer stops answering."""
        hello = self._introduction(waited)
        for need in [n for n in NEEDS.get(self._intent, ()) if n not in self._given]:
            asks = self._rng.choice(self._talk["ask"][need])
            self._team_says(
                f"{hello} {asks}".strip()
                if self._rng.random() < 0.7 or not hello
                else f"{hello}\n\n{asks}"
            )
            hello = ""
            if self._rng.random() < 0.06:
                self._told.left = True
                return False
            self._hand_over(need)
        if hello:
            self._team_says(hello)
        cross = 0.3 if self._again or waited > timedelta(hours=18) else 0.06
        if self._rng.random() < cross:
            self._customer_says(self._rng.choice(self._talk["angry"]), after=2.0)
        return True

    def _hand_over(self, need: str) -> None:
        if need == "tracking" and self._rng.random() < 0.12:
            self._customer_says(self._rng.choice(self._talk["no_number"]), after=4.0)
            self._team_says(self._rng.choice(self._talk["by_name"]), talking=True)
            return
        text = self._rng.choice(self._talk["give"][need])
        if text == "[photo]":
            self._now = waking(self._rng, self._now + minutes(self._rng, 6.0))
            self._sends("photo")
        else:
            self._customer_says(text, after=5.0)
        self._now = answer(self._rng, self._now, talking=True)

    def _settle(self) -> None:
        rng = self._rng
        if rng.random() < 0.35:
            self._team_says(rng.choice(self._talk["please_wait"]))
            self._now = answer(rng, self._now + minutes(rng, 9.0), talking=True)
        good = rng.random() < SETTLED[self._intent] * (0.9 if self._again else 1.0)
        if good or self._intent == "out_of_scope":
            self._team_says(rng.choice(self._talk["solved"][self._intent]))
        else:
            self._team_says(rng.choice(self._talk["unsolved"][self._intent]))
            good = self._object()
        if good and rng.random() < 0.33:
            self._ask_back()
        self._told.resolved = good
        self._close(good=good)

    def _object(self) -> bool:
        """What a customer makes of a refusal; true where a colleague can settle it after all."""
        if self._rng.random() < 0.45:
            self._customer_says(self._rng.choice(self._talk["angry"]), after=3.0)
        if self._rng.random() >= 0.25:
            return False
        self._ask_for_human(self._now + minutes(self._rng, 3.0))
        self._team_says(self._rng.choice(self._talk["ask"]["phone"]), talking=True)
        self._customer_says(self._rng.choice(self._talk["give"]["phone"]), after=4.0)
        self._team_says(self._rng.choice(self._talk["solved"]["human_agent"][1:]), talking=True)
        return self._rng.random() < 0.45

    def _ask_back(self) -> None:
        kinds = [kind for kind, intents in QUESTIONS.items() if self._intent in intents]
        if not kinds:
            return
        question, answered = self._rng.choice(self._talk["questions"][kinds[0]])
        self._customer_says(question, after=4.0)
        self._team_says(answered, talking=True)

    def _close(self, *, good: bool) -> None:
        if self._rng.random() < 0.35:
            self._team_says(self._rng.choice(self._talk["sign_off"]))
        if not good or self._rng.random() > 0.62:
            return
        thanks, after = self._phrasings["thanks_bye"], self._now + minutes(self._rng, 4.0)
        if self._intent in QUESTIONS["delivery"] and self._rng.random() < 0.22:
            thanks, after = self._talk["arrived"], after + timedelta(hours=27)
            after += timedelta(days=after.weekday() == 6)
        elif self._intent in WORKED and self._rng.random() < 0.3:
            thanks = self._talk["worked"]
        after = waking(self._rng, after)
        self._customer_says(self._rng.choice(thanks), at=after)

    # ----- single messages -----------------------------------------------------------------------

    def _invent(self, people: dict[str, Any]) -> dict[str, str]:
        rng, customer, words = self._rng, self._customer, people[self._customer.locale]
        moved = self._intent in ("change_address", "parcel_lost", "pickup_location")
        place = rng.choice(words["towns"]) if moved else customer.town
        postcode, _, town = place.rpartition(" ")
        ahead = self._intent in ("redelivery", "pickup_location")
        day = self._now + timedelta(days=rng.randint(3, 8) * (1 if ahead else -1))
        months = {9: "September", 10: "October", 11: "November", 8: "August"}
        german = customer.locale == "de"
        date = f"{day.day}.{day.month}." if german else f"{day.day} {months[day.month]}"
        return {
            "tracking": tracking(rng),
            "street": street(rng, words, customer.locale) if moved else customer.street,
            "postcode": postcode,
            "town": town,
            "name": customer.name,
            "email": customer.email,
            "phone": customer.phone,
            "iban": customer.iban,
            "item": rng.choice(words["items"]),
            "day": rng.choice(words["days"]),
            "date": date,
            "shop": street(rng, words, customer.locale),
            "hello": customer.salutation,
            "agent": self._agent,
            "office": rng.choice(self._talk["offices"]),
        }

    def _introduction(self, waited: timedelta = timedelta()) -> str:
        hello: str = self._rng.choice(self._talk["introduce"])
        if waited > timedelta(hours=18):
            hello += " " + self._rng.choice(self._talk["late_reply"])
        return hello

    def _question(self) -> str:
        need = next(iter(NEEDS.get(self._intent, ("tracking",))))
        question: str = self._rng.choice(self._talk["ask"][need])
        return question

    def _ask_for_human(self, when: datetime) -> None:
        self._told.asked_for_human = True
        self._customer_says(self._rng.choice(self._phrasings["human_agent"]), at=when)

    def _customer_says(
        self, text: str, *, after: float | None = None, at: datetime | None = None
    ) -> None:
        rng, style = self._rng, self._customer.style
        if at is not None:
            self._now = max(self._now, at)
        elif after is not None:
            self._now = waking(rng, self._now + minutes(rng, after, 1.2))
        self._told.asked_for_human |= text in self._phrasings["human_agent"]
        self._given |= set(SLOT.findall(text))
        if "street" in self._given and self._intent == "change_address":
            self._given.add("address")
        for piece in pieces(rng, text, style):
            written, planted = rough(rng, piece, self._values, style)
            if rng.random() < style.emoji:
                written += " " + rng.choice(self._talk["emoji"])
            self._add(Sent(at=self._now, team=False, text=written, planted=planted))
            self._now += timedelta(seconds=rng.randint(4, 45))

    def _team_says(self, text: str, *, at: datetime | None = None, talking: bool = False) -> None:
        if talking:
            self._now = answer(self._rng, self._now, talking=True)
        written, planted = fill(text, self._values)
        if self._customer.salutation in written and self._customer.locale == "de":
            family = self._customer.salutation.partition(" ")[2]
            planted = (*planted, ("name", family))
        self._add(Sent(at=at or self._now, team=True, text=written, planted=planted))
        if at is None:
            self._now += timedelta(seconds=self._rng.randint(15, 120))

    def _sends(self, kind: Kind) -> None:
        self._add(Sent(at=self._now, team=False, kind=kind))
        self._now += timedelta(seconds=self._rng.randint(5, 40))

    def _add(self, sent: Sent) -> None:
        self._told.chat.append(sent)


def _seasoned(rng: Random, chat: list[Sent]) -> list[Sent]:
    """With messages taken back and edited here and there."""
    out: list[Sent] = []
    for sent in chat:
        if sent.kind == "text" and rng.random() < 0.008:
            out.append(Sent(at=sent.at, team=sent.team, kind="deleted"))
        if sent.kind == "text" and not sent.team and rng.random() < 0.012:
            out.append(replace(sent, kind="edited"))
        else:
            out.append(sent)
    return out
