"""The verdict in plain words, German and English: what failed first, then what the numbers say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from babel.numbers import format_decimal

from dialogkit.errors import ParameterError

__all__ = ["failed", "sentences", "verdict"]

Parts = Mapping[str, Any]

_DE = {
    "failed": "Nicht bestanden: {names}.",
    "passed": "In den geprüften Teilen ist nichts durchgefallen.",
    "and": " und ",
    "sweep": "Suche in den Ergebnissen",
    "canaries": "Köder im Klassifikator",
    "k_anonymity": "k-Anonymität",
    "sheet": "Lesebogen",
    "sweep_bad": "In den durchsuchten Ergebnissen stehen noch {n} bekannte Angaben; die Stellen "
    "sind mit Datei und Zeile aufgelistet.",
    "sweep_bad_1": "In den durchsuchten Ergebnissen steht noch eine bekannte Angabe; die Stellen "
    "sind mit Datei und Zeile aufgelistet.",
    "sweep_good": "Von {n} bekannten Namen und Angaben steht in den durchsuchten Ergebnissen keine "
    "mehr.",
    "canaries_bad": "Der Klassifikator gibt preis, was weniger als fünf Personen geschrieben "
    "haben (gefunden: {k} von {n} Gruppen solcher Köder). Dagegen hilft Training mit "
    "--forget-rare-words.",
    "canaries_good": "Was weniger als fünf Personen geschrieben haben, ließ sich aus dem "
    "Klassifikator nicht herausholen.",
    "canaries_traces": "Er zieht einige dieser Wörter aber messbar vor; dagegen hilft Training mit "
    "--forget-rare-words.",
    "canaries_blunt": "Der Angriff fand allerdings auch die Köder nicht, die er finden durfte, und "
    "beweist deshalb wenig.",
    "canaries_none": "Nicht geprüft: ob sich ein Klassifikator einzelne Geheimnisse merkt.",
    "k_bad": "{share} der Anliegen stehen nach außen in Gruppen von weniger als 5.",
    "k_remedy": "Auf {unit} abgerundete Zeiten (anonymize --coarsen {option}) senken das auf "
    "{share}.",
    "k_good": "Jedes Anliegen gleicht nach außen mindestens {k} anderen.",
    "l_bad": "Bei {share} verrät die Gruppe {secret}.",
    "linkage": "Wiedergefunden werden {all} der Unterhaltungen von jemandem, der sie Wort für Wort "
    "hat{little} (blindes Raten: {chance}).",
    "little": ", {share} von jemandem, der {what}",
    "words": "nur {n} aufeinanderfolgende Wörter kennt",
    "one_time": "nur {unit} einer Nachricht kennt",
    "sheet_none": "Noch nicht gelesen: der Bogen mit {n} zufälligen Nachrichten, den "
    "dialogkit audit --sheet DATEI schreibt. Was die Regeln übersehen haben, ist deshalb offen.",
    "sheet_read": "Ein Mensch hat {n} zufällige Nachrichten gelesen und in {k} noch etwas "
    "gefunden; mit 95 % Sicherheit gilt das für höchstens {share} aller Nachrichten.",
    "sheet_none_all": "Noch nicht gelesen: der Bogen, auf dem alle Nachrichten stehen ({n}) und "
    "den dialogkit audit --sheet DATEI schreibt. Was die Regeln übersehen haben, ist deshalb "
    "offen.",
    "sheet_read_all": "Ein Mensch hat alle Nachrichten gelesen ({n}) und in {k} noch etwas "
    "gefunden, das sind {share}.",
    "sheet_clean_all": "Ein Mensch hat alle Nachrichten gelesen ({n}) und nichts mehr gefunden.",
    "key": "Der Korpus ist pseudonym, weil der Schlüssel existiert: Wer ihn hat, kann zu einem "
    "bekannten Namen das Pseudonym berechnen.",
    "key_none": "Der Korpus trägt kein Zeichen eines Schlüssels: dialogkit hat ihn nicht "
    "anonymisiert. Ob er pseudonym ist oder noch alles im Klartext enthält, lässt sich daran nicht "
    "erkennen.",
    "key_later": "Ist der Schlüssel vernichtet, kann das niemand mehr. Anonym ist der Korpus auch "
    "dann nur, soweit niemand eine Unterhaltung wiedererkennt: Die Texte bleiben, deshalb "
    "entscheiden die Zahlen zur Wiedererkennung.",
    "key_gone": "Der Schlüssel ist nach Ihren Angaben vernichtet: Niemand kann mehr aus einem "
    "Namen das Pseudonym berechnen. Anonym ist der Korpus trotzdem nur, soweit niemand eine "
    "Unterhaltung wiedererkennt: Die Texte bleiben, deshalb entscheiden die Zahlen zur "
    "Wiedererkennung.",
    "intent": "das Anliegen",
    "outcome": "den Ausgang",
    "to_minute": "Minuten",
    "to_hour": "Stunden",
    "to_day": "Tage",
    "to_week": "Wochen",
    "to_month": "Monate",
    "the_second": "die Sekunde",
    "the_minute": "die Minute",
    "the_hour": "die Stunde",
    "the_day": "den Tag",
    "the_week": "die Woche",
    "the_month": "den Monat",
}
_EN = {
    "failed": "Failed: {names}.",
    "passed": "Nothing failed in the parts that were checked.",
    "and": " and ",
    "sweep": "sweep of the outputs",
    "canaries": "canaries in the classifier",
    "k_anonymity": "k-anonymity",
    "sheet": "reading sheet",
    "sweep_bad": "The outputs still hold {n} known identifiers; the places are listed by file and "
    "line.",
    "sweep_bad_1": "The outputs still hold one known identifier; the places are listed by file and "
    "line.",
    "sweep_good": "Of {n} known names and identifiers, the outputs hold none.",
    "canaries_bad": "The classifier gives away what fewer than five people wrote (found: {k} "
    "of {n} groups of such canaries). Training with --forget-rare-words helps.",
    "canaries_good": "What fewer than five people wrote could not be got out of the classifier.",
    "canaries_traces": "It does prefer some of these words measurably; training with "
    "--forget-rare-words helps.",
    "canaries_blunt": "But the attack did not find the canaries that it may find either, so it "
    "proves little.",
    "canaries_none": "Not checked: whether a classifier remembers single secrets.",
    "k_bad": "Seen from outside, {share} of the cases are in groups of fewer than 5.",
    "k_remedy": "Rounding times down to {unit} (anonymize --coarsen {option}) brings that to "
    "{share}.",
    "k_good": "Seen from outside, every case looks like at least {k} others.",
    "l_bad": "For {share}, the group gives {secret} away.",
    "linkage": "Found again are {all} of the conversations by somebody who has them word for "
    "word{little} (blind choice: {chance}).",
    "little": ", {share} by somebody who knows only {what}",
    "words": "{n} words in a row",
    "one_time": "{unit} of one message",
    "sheet_none": "Not read yet: the sheet of {n} random messages, which dialogkit audit "
    "--sheet FILE writes. What the rules overlooked is therefore open.",
    "sheet_read": "A human read {n} random messages and found something left in {k}; with 95% "
    "confidence that is so in at most {share} of all messages.",
    "sheet_none_all": "Not read yet: the sheet of all messages ({n}), which dialogkit audit "
    "--sheet FILE writes. What the rules overlooked is therefore open.",
    "sheet_read_all": "A human read all messages ({n}) and found something left in {k}, which is "
    "{share}.",
    "sheet_clean_all": "A human read all messages ({n}) and found nothing left.",
    "key": "The corpus is pseudonymous, because the key exists: whoever has it can work out the "
    "pseudonym of a known name.",
    "key_none": "The corpus carries no sign of a key: dialogkit did not anonymize it. Whether it "
    "is pseudonymous, or still holds everything in the clear, cannot be told from that.",
    "key_later": "Once the key is destroyed, nobody can. Even then the corpus is anonymous only as "
    "far as nobody recognises a conversation: the texts stay, so the linkage numbers decide.",
    "key_gone": "The key is destroyed, you say: nobody can work out a pseudonym from a name any "
    "more. Even so the corpus is anonymous only as far as nobody recognises a conversation: the "
    "texts stay, so the linkage numbers decide.",
    "intent": "the intent",
    "outcome": "the outcome",
    "to_minute": "minutes",
    "to_hour": "hours",
    "to_day": "days",
    "to_week": "weeks",
    "to_month": "months",
    "the_second": "the second",
    "the_minute": "the minute",
    "the_hour": "the hour",
    "the_day": "the day",
    "the_week": "the week",
    "the_month": "the month",
}
_WORDS = {"de": _DE, "en": _EN}
_FEW_WORDS = 5


def failed(parts: Parts) -> tuple[str, ...]:
    """The parts that missed their mark, the gravest first."""
    canaries, now = parts["canaries"], parts["k_anonymity"]["levels"][0]
    missed = {
        "sweep": parts["sweep"]["total"] > 0,
        "canaries": canaries is not None and canaries["recovered"] > 0,
        "sheet": parts["sheet"]["left"] > 0,
        "k_anonymity": now["below_k"] > 0,
    }
    return tuple(name for name, is_missed in missed.items() if is_missed)


def verdict(parts: Parts, locale: str) -> str:
    """All sentences in one text."""
    return " ".join(sentences(parts, locale))


def sentences(parts: Parts, locale: str) -> list[str]:
    """What to know, one thought each: what failed, whether it is anonymous, then part by part.

    Raises:
        ParameterError: ``locale`` is neither ``de`` nor ``en``.
    """
    if locale not in _WORDS:
        raise ParameterError(f"locale must be de or en, got {locale!r}")
    words, bad = _WORDS[locale], failed(parts)
    by_part = {
        "sweep": list(_sweep(parts["sweep"], words, locale)),
        "canaries": list(_canaries(parts["canaries"], words)),
        "sheet": [_sheet(parts["sheet"], words, locale)],
        "k_anonymity": list(_k_anonymity(parts["k_anonymity"], words, locale)),
    }
    names = [words[name] for name in bad]
    head = words["failed"].format(names=_listed(names, words["and"])) if bad else words["passed"]
    key = [words["key_gone"]] if parts["key_destroyed"] else [words["key"], words["key_later"]]
    key = key if parts["keyed"] else [words["key_none"]]
    worst = [sentence for name in bad for sentence in by_part[name]]
    rest = [sentence for name, said in by_part.items() if name not in bad for sentence in said]
    return [head, *worst, *key, _linkage(parts["linkage"], words, locale), *rest]


def _listed(names: list[str], last: str) -> str:
    return last.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _sweep(part: Parts, words: Parts, locale: str) -> Iterator[str]:
    total = part["total"]
    if total:
        yield words["sweep_bad_1" if total == 1 else "sweep_bad"].format(n=_count(total, locale))
    else:
        yield words["sweep_good"].format(n=_count(sum(part["known"].values()), locale))


def _canaries(part: Parts | None, words: Parts) -> Iterator[str]:
    if part is None:
        yield words["canaries_none"]
        return
    hidden = sum(group["hidden"] for group in part["groups"])
    if part["recovered"]:
        yield words["canaries_bad"].format(k=part["recovered"], n=hidden)
    else:
        yield words["canaries_good"]
        if part["traces"]:
            yield words["canaries_traces"]
    if not part["works"] and not part["recovered"]:
        yield words["canaries_blunt"]


def _k_anonymity(part: Parts, words: Parts, locale: str) -> Iterator[str]:
    now, *coarser = part["levels"]
    if not now["below_k"]:
        yield words["k_good"].format(k=max(0, now["k"] - 1))
    else:
        yield words["k_bad"].format(share=_share(now["below_k"], locale))
        rounded = [level for level in coarser if f"to_{level['times']}" in words]
        if rounded and rounded[-1]["below_k"] < now["below_k"]:
            option, share = rounded[-1]["times"], _share(rounded[-1]["below_k"], locale)
            yield words["k_remedy"].format(unit=words[f"to_{option}"], option=option, share=share)
    if now["below_l"]:
        secret = words[part["sensitive"]]
        yield words["l_bad"].format(share=_share(now["below_l"], locale), secret=secret)


def _linkage(part: Parts, words: Parts, locale: str) -> str:
    attacks = part["attacks"]
    text = next(one for one in attacks if one["knows"] == "text")
    little = [
        (one, words["words"].format(n=_FEW_WORDS))
        for one in attacks
        if one["knows"] == "words" and one["words"] == _FEW_WORDS
    ]
    timed = [one for one in attacks if one["knows"] == "one_time"]
    hour = next((one for one in timed if one["times"] == "hour"), timed[0] if timed else None)
    if hour is not None and f"the_{hour['times']}" in words:
        unit = words[f"the_{hour['times']}"]
        little.append((hour, words["one_time"].format(unit=unit)))
    told = "".join(
        words["little"].format(share=_share(one["top1"]["value"], locale), what=what)
        for one, what in little
    )
    chance = _share(text["top1"]["chance"], locale)
    whole = _share(text["top1"]["value"], locale)
    return str(words["linkage"].format(all=whole, little=told, chance=chance))


def _sheet(part: Parts, words: Parts, locale: str) -> str:
    """Of some messages what they tell of all; of all messages what is so."""
    read, left = part["read"], part["left"]
    n, k = _count(read or part["size"], locale), _count(left, locale)
    whole = "_all" if (read or part["size"]) >= part["messages"] else ""
    if not read:
        return str(words[f"sheet_none{whole}"].format(n=n))
    if whole and not left:
        return str(words["sheet_clean_all"].format(n=n))
    share = _share(part["at_most"], locale)
    return str(words[f"sheet_read{whole}"].format(n=n, k=k, share=share))


def _count(value: float, locale: str) -> str:
    return str(format_decimal(value, format="#,##0", locale=locale))


def _share(value: float, locale: str) -> str:
    number = format_decimal(value * 100, format="#,##0.#", locale=locale)
    return f"{number}\N{NO-BREAK SPACE}%" if locale == "de" else f"{number}%"
