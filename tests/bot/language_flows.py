"""A small flow that uses every feature with which a bot meets the world, and its texts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dialogkit.bot import Bot, Reply, Session
from dialogkit.flow import Flow, parse_flow

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=BERLIN)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=BERLIN)

SHOP = """\
bot: shop
channels: [whatsapp, sms, web, messenger]
locales: [de, en]
start: gate
intents: {track: parcel_status, hours: opening_hours, agent: human_agent}
customer:
  is_known: 60%
  cart_value: {40: 70%, 350: 30%}
data:
  parcel_id: {like: AB123456789, level: personal, tries: 2}
  amount: {like: "120", level: personal, values: {40: 80%, 400: 20%}}
  eta: {like: "18:30", level: public}
  place: {like: Lager, level: public, values: {Depot: 80%, Lager: 20%}}
  message: {like: free text, level: personal}
actions:
  carrier.lookup: {needs: [parcel_id], gives: {found: 90%, gone: 10%}, fills: {found: [eta, place]}}
media:
  label: {image: label.png, alt: label_alt}
push:
  shipped: {goto: shipped, opt_in: updates, per_week: 2, events: 10, answered: 8%}
steps:
  gate: {if: {customer.cart_value > 200 and time.is_open(sales): sales}, then: hello}
  hello:
    say: hello
    choose:
      track: track
      again: {goto: track, if: parcel_id is known}
      pay: pay
      news: {goto: news, if: not opted_in(updates)}
      print: print
      web_only: {goto: done, if: channel == web}
      private: private
      known: {goto: done, if: customer.is_known}
      note: note
  track: {ask: parcel_id, do: carrier.lookup, when: {found: tell, gone: lost}}
  tell: {say: status, choose: {thanks: done, more: hello}}
  lost: {say: not_found, forget: parcel_id, choose: {again: track, thanks: done}}
  pay: {forget: amount, ask: amount, if: {amount > 200: sales}, then: paid}
  paid: {say: paid, choose: {thanks: done, more: hello}}
  news: {say: want_news, choose: {agree: agreed, refuse: hello}, opt_in: updates}
  agreed: {say: agreed, choose: {stop: stop, more: hello}}
  stop: {opt_out: updates, then: stopped}
  stopped: {say: stopped, choose: {more: hello, thanks: done}}
  print: {say: how_to, show: label, choose: {thanks: done, more: hello}}
  private: {say: go_on_there, move: [line, web], then: private_here}
  private_here: {say: here_we_are, choose: {thanks: done, more: hello}}
  note: {ask: message, then: sales}
  shipped: {say: is_shipped, choose: {thanks: done}}
  hours: {say: open_when, choose: {more: hello, thanks: done}}
  human: {if: {time.is_open(sales): sales}, then: late}
  sales: {handoff: sales, at_most: 9, else: late}
  back: {say: welcome_back, choose: {thanks: done, more: hello}}
  late: {say: we_call_you, end: callback}
  done: {say: bye, end: resolved}
anywhere:
  - {hear: hours, visit: hours}
  - {hear: track, visit: track}
  - {hear: agent, goto: human}
  - {lost: [rephrase, rephrase, human]}
  - {silent: 20h, goto: late}
handoffs:
  sales:
    open: Mo-Fr 09:00-18:00 Europe/Berlin
    pass: {values: [reason, parcel_id, amount, message], upto: personal}
    tell: {queued: queued, waiting: {every: 5m, say: still_waiting}, joined: meet_agent}
    when: {resolved: back, returned: back, closed: late, nobody: late, left: late, window_shut: late}
"""  # noqa: E501 (one line as people write it)

TEXTS = """\
hello: Worum geht es?
track: Sendung verfolgen
again: Noch einmal suchen
pay: Bezahlen
news: Neues erfahren
print: Aufkleber drucken
web_only: Nur hier
private: Vertrauliches
known: Mein Konto
note: Nachricht hinterlassen
thanks: Danke, das war's
more: Noch etwas
agree: [Einverstanden, ja]
refuse: [Lieber nicht, nein]
stop: Abbestellen
agent: [Mitarbeiter, Mensch]
hours: Öffnungszeiten
parcel_id: [Wie lautet die Nummer?, "Nicht {parcel_id}, sondern welche?"]
amount: Wie viel möchten Sie zahlen?
status:
  - "Um {eta} ist {parcel_id} da."
  - Es ist unterwegs.
  - "{parcel_id} kommt um {eta} ins {place}."
not_found: "{parcel_id} finde ich nicht."
paid: "{amount} Euro sind bezahlt."
want_news: Dürfen wir schreiben?
agreed: Gut.
stopped: Abbestellt.
how_to: So geht es.
label_alt: Der Aufkleber, oben rechts die Nummer.
go_on_there: Wir machen auf der Website weiter.
here_we_are: Hier sind Sie richtig.
is_shipped: Ihr Paket ist unterwegs.
open_when: Montag bis Freitag von 9 bis 18 Uhr.
welcome_back: Da bin ich wieder.
we_call_you: Wir rufen Sie an.
bye: Auf Wiedersehen!
rephrase: Wie bitte?
queued: Einen Moment.
still_waiting:
  - Noch etwas Geduld.
  - "Nummer {position}."
  - "Nummer {position}, etwa {minutes} Minuten."
meet_agent: ["Hier ist {agent}.", Hier ist das Team.]
message: Was dürfen wir ausrichten?
"""


def shop_flow(folder: Path, flow: str = SHOP, texts: str = TEXTS) -> Flow:
    """The flow with its texts, the same in both languages."""
    for locale in ("de", "en"):
        (folder / f"texts.{locale}.yaml").write_text(texts, encoding="utf-8")
    return parse_flow(flow, file=str(folder / "flow.yaml"), texts_from=folder)


def shop(folder: Path, flow: str = SHOP, texts: str = TEXTS, **options: Any) -> Bot:
    """A bot on it."""
    return Bot(shop_flow(folder, flow, texts), **options)


def talk(bot: Bot, *texts: str, at: datetime | None = None, **start: Any) -> tuple[Session, Reply]:
    """The session and the reply after ``texts``."""
    session, reply = bot.start(at=at, **start)
    for text in texts:
        session, reply = bot.reply(session, text, at=at)
    return session, reply
