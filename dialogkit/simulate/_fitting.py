"""Whether customers, flow and staff fit: languages, channels, texts; what does not is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from dialogkit.channels import names
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow, Handoff
from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._desk import Desk, anyone_after
from dialogkit.simulate._fitting_staff import staff_misfits

__all__ = ["misfits", "require_audience", "require_languages"]

Language = Literal["de", "en"]

_SPEECHLESS = {
    "de": "Niemand, der antworten könnte, schreibt {names}: Das betrifft {share} aller Kunden; "
    "nach einer Übergabe ({handoffs}) antwortet ihnen kein Mitarbeiter. Ergänzen Sie die Sprache "
    "bei einem Mitarbeiter (locales).",
    "en": "Nobody who could answer writes {names}: {share} of all customers do, and "
    "after a handoff ({handoffs}) no agent answers them. Add the language to an agent's locales.",
}
_NO_TEXTS = {
    "de": "Der Bot hat keine Texte für {names}: {share} aller Kunden schreiben so.",
    "en": "The bot has no texts for {names}: {share} of all customers write so.",
}
_NO_CHANNEL = {
    "de": "Der Bot ist auf {names} nicht zu erreichen: {share} aller Kunden schreiben dort. "
    "Gerechnet wird, als erreichte er sie.",
    "en": "The bot is not on {names}: {share} of all customers write there. The numbers are as "
    "if it reached them.",
}


def misfits(
    flow: Flow,
    customers: Customers,
    centre: ContactCentre,
    locale: Language = "en",
    *,
    own: bool = True,
) -> tuple[str, ...]:
    """What does not fit for some of the customers, a sentence each with their share.

    Args:
        flow: What the bot does.
        customers: Who comes.
        centre: The staff.
        locale: Of the sentences.
        own: Whether the flow is the bot's own; of a bot elsewhere nobody knows what it has texts
            for, nor where it is.
    """
    found = []
    mute, at = _unanswered(flow, customers, centre)
    if mute:
        share = _percent(mute, customers.locales, locale)
        words = {"names": ", ".join(mute), "share": share, "handoffs": ", ".join(at)}
        found.append(_SPEECHLESS[locale].format(**words))
    others = (
        (_NO_TEXTS, _foreign(flow, customers), customers.locales),
        (_NO_CHANNEL, _elsewhere(flow, customers), customers.channels),
    )
    for sentence, lost, shares in others if own else ():
        if lost:
            share = _percent(lost, shares, locale)
            found.append(sentence[locale].format(names=", ".join(lost), share=share))
    return (*found, *staff_misfits(flow, customers, centre, locale))


def require_languages(flow: Flow, customers: Customers, centre: ContactCentre) -> None:
    """Refuses a team of which no agent can answer any customer, for want of a language.

    Raises:
        ParameterError: So it is.
    """
    locales = _present(customers.locales)
    answered = [
        handoff
        for handoff in flow.handoffs.values()
        if any(_answerable(handoff, locale, _desk(flow, centre)) for locale in locales)
    ]
    if answered or not flow.handoffs or not locales:
        return
    spoken = sorted({name for agent in centre.agents for name in agent.locales or ()})
    what = f"no agent who could take a handoff writes {' or '.join(locales)}, as customers do"
    remedy = "add the language to an agent's locales, or leave locales out for all languages"
    raise ParameterError(f"{what}; the team writes {', '.join(spoken)}: {remedy}")


def require_audience(flow: Flow, customers: Customers) -> None:
    """Refuses customers none of whom the flow could talk to.

    Raises:
        ParameterError: None is on a channel that is known, none writes a language of its
            texts, or they have no text to say.
    """
    if not customers.spoken:
        what = "these customers have nothing to say: spoken is empty"
        raise ParameterError(f"{what}; fit or assume them again with texts (--utterances)")
    kinds = (
        ("channel", customers.channels, _elsewhere(flow, customers), flow.channels),
        ("language", customers.locales, _foreign(flow, customers), flow.locales),
    )
    for kind, shares, lost, known in kinds:
        # a log of one messenger may well be played to a bot for another: that is told instead
        elsewhere = kind == "channel" and not set(names()).isdisjoint(lost)
        if lost and lost == _present(shares) and not elsewhere:
            what = f"no customer is on a {kind} of the flow"
            if kind == "language":
                what = "no customer writes a language that the flow has texts for"
            got = f"it has {', '.join(known)}, they have {', '.join(lost)}"
            raise ParameterError(f"{what}: {got}; change the flow's {kind}s or the customers'")


def _unanswered(
    flow: Flow, customers: Customers, centre: ContactCentre
) -> tuple[list[str], list[str]]:
    """Locales for which some handoff has no agent, and those handoffs."""
    desk = _desk(flow, centre)
    pairs = [
        (locale, handoff.name)
        for locale in _present(customers.locales)
        for handoff in flow.handoffs.values()
        if not _answerable(handoff, locale, desk)
    ]
    return [*dict.fromkeys(at for at, _ in pairs)], [*dict.fromkeys(name for _, name in pairs)]


def _desk(flow: Flow, centre: ContactCentre) -> Desk:
    """The staff as far as routes depend on it, which is at no time."""
    return Desk(
        centre=centre,
        agents=centre.slots(),
        opened=(),
        handoff_hours={},
        windows={},
        anyone_after=anyone_after(flow.handoffs),
    )


def _answerable(handoff: Handoff, locale: str, desk: Desk) -> bool:
    """Whether some step of the route finds an agent; a last agent is nobody's first."""
    arrival = Arrival(scenario=0, at=0.0, label="", locale=locale, channel="")
    steps = [step for step in desk.route(handoff, arrival) if not step.last_within]
    return any(not step.needs & ~agent.can for step in steps for agent in desk.agents)


def _foreign(flow: Flow, customers: Customers) -> list[str]:
    known = {_language(name) for name in flow.locales}
    return [name for name in _present(customers.locales) if _language(name) not in known]


def _elsewhere(flow: Flow, customers: Customers) -> list[str]:
    return [name for name in _present(customers.channels) if name not in flow.channels]


def _present(shares: Mapping[str, float]) -> list[str]:
    """Names that are known and that somebody has."""
    return [name for name, share in shares.items() if name and share > 0]


def _language(locale: str) -> str:
    return locale.lower().replace("_", "-").split("-")[0]


def _percent(which: Iterable[str], shares: Mapping[str, float], locale: Language) -> str:
    number = f"{100 * sum(shares[name] for name in which):.1f}".removesuffix(".0")
    return f"{number.replace('.', ',')} %" if locale == "de" else f"{number}%"
