"""Words, texts and guards that generated flows are made of."""

from __future__ import annotations

__all__ = ["BUTTONS", "FACT_GUARDS", "GUARDS", "NAMES", "SENTENCES", "WORDS"]

WORDS = {
    "track": ("Sendung verfolgen", "Track my parcel"),
    "news": ("Neuigkeiten", "News"),
    "price": ("Preise und Versandkosten", "Prices and shipping"),
    "invoice": ("Rechnung anfordern", "Send me the invoice"),
    "hours": ("Öffnungszeiten", "Opening hours"),
    "advice": ("Beratung", "Advice"),
    "agent": ("Mit einem Menschen sprechen", "Talk to a human"),
    "thanks": ("Danke, das war alles", "Thanks, that was all"),
}
"""Words of intents, with their labels."""
BUTTONS = {
    "yes": ("Ja", "Yes"),
    "no": ("Nein", "No"),
    "more": ("Noch etwas", "Something else"),
    "change": ("Ändern", "Change it"),
    "later": ("Später", "Later"),
    "agree": ("Einverstanden", "I agree"),
    "refuse": ("Lieber nicht", "Rather not"),
    "solved": ("Ja, erledigt", "Yes, all done"),
    "unsolved": ("Noch nicht", "Not yet"),
}
SENTENCES = (
    ("Gern, einen Augenblick bitte.", "Of course, one moment please."),
    ("Was möchten Sie als Nächstes tun?", "What would you like to do next?"),
    ("Ich habe das für Sie geprüft: Alles ist auf dem Weg.", "I have checked: all is on its way."),
    ("Dazu brauche ich noch eine Angabe von Ihnen.", "For that I need one more detail from you."),
)
NAMES = (
    "offer", "look_up", "status", "price", "size", "colour", "address", "slot", "invoice", "refund",
    "news", "advice", "store", "opening", "delivery", "voucher", "return", "gift", "points", "help",
)  # fmt: skip
GUARDS = (
    "parcel_id is known",
    "email is unknown",
    "amount > 200",
    "amount <= 50 and parcel_id is known",
    "country == DE",
    "country in [DE, AT]",
    "time.is_open(team)",
    "channel == web",
    "channel in [web, telegram]",
    "locale == de",
    "not (amount > 200 or country != DE)",
)
FACT_GUARDS = (
    "customer.is_known",
    "customer.tier == gold",
    "customer.cart_value > 200 and time.is_open(team)",
    "not customer.is_known or customer.tier != basic",
)
