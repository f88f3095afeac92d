"""What a reader should know of customers, in English and German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["Remark", "in_both", "remark"]

Remark = tuple[str, str]
"""A sentence in English and in German."""

_REMARKS: Mapping[str, Remark] = {
    "recognised": (
        "issues are counted as the classifier recognises them",
        "Anliegen sind so gezählt, wie der Klassifikator sie erkennt",
    ),
    "no_mix": (
        "the log does not show what customers want: all issues are taken as equal",
        "Das Protokoll zeigt nicht, was Kunden wollen: alle Anliegen gelten als gleich häufig",
    ),
    "openings": (
        "customers speak {n} openings of the log, with the doubts about them",
        "Die Kunden beginnen mit {n} ersten Sätzen aus dem Protokoll, mitsamt den Zweifeln daran",
    ),
    "openings_1": (
        "customers speak 1 opening of the log, with the doubts about it",
        (
            "Die Kunden beginnen mit dem einen ersten Satz aus dem Protokoll, mitsamt dem Zweifel "
            "daran"
        ),
    ),
    "labelled": (
        "customers speak {n} labelled texts the classifier was not fitted on",
        (
            "Die Kunden schreiben mit den Worten von {n} Beispieltexten, mit denen der "
            "Klassifikator nicht trainiert wurde"
        ),
    ),
    "labelled_1": (
        "customers speak 1 labelled text the classifier was not fitted on",
        (
            "Die Kunden schreiben mit den Worten eines Beispieltextes, mit dem der Klassifikator "
            "nicht trainiert wurde"
        ),
    ),
    "no_times": (
        "the log has no times: arrivals are assumed even, Monday to Friday 8 to 18 h",
        (
            "Im Protokoll stehen keine Zeiten: Angenommen sind gleich viele je Stunde, montags "
            "bis freitags von 8 bis 18 Uhr"
        ),
    ),
    "alike": (
        "issues are the same for all customers, as far as this log can tell",
        "Soweit das Protokoll es zeigt, haben alle Kunden die gleichen Anliegen",
    ),
    "differ": (
        "issues differ by {kinds}, as far as this log can tell",
        "Soweit das Protokoll es zeigt, unterscheiden sich die Anliegen nach {kinds}",
    ),
    "no_bot": (
        (
            "no bot wrote in this log: how customers leave a bot or ask it for a human is "
            "assumed; how they leave questions of agents unanswered is only shown"
        ),
        (
            "In diesem Protokoll schreibt kein Bot: Wie Kunden einen Bot verlassen oder nach "
            "einem Menschen fragen, ist angenommen; wie oft sie dem Team nicht antworten, steht"
            " nur dabei"
        ),
    ),
    "no_returns": (
        "nobody looked for returns in this log: they are assumed (link_recontacts)",
        (
            "In diesem Protokoll hat niemand gesucht, wer sich wieder meldet: das ist "
            "angenommen (link_recontacts)"
        ),
    ),
    "nothing_counted": (
        "nothing here was counted in a log: who writes, when and about what is assumed",
        "Nichts davon ist gezählt, es gab kein Protokoll: Wer wann was schreibt, ist angenommen",
    ),
    "silent_issues": (
        "there are no texts about {names}: the bot never understands it",
        "Zu {names} gibt es keine Texte: das versteht der Bot nie",
    ),
    "none_beyond": (
        "there are no texts that no intent covers: the bot never mistakes one",
        "Es gibt keine Texte ohne passende Absicht: Der Bot verwechselt daher nie einen",
    ),
    "unseen": (
        "customers speak {n} labelled texts, which the classifier was not taught with",
        (
            "Die Kunden schreiben mit den Worten von {n} Beispieltexten, mit denen der "
            "Klassifikator nicht trainiert wurde"
        ),
    ),
    "cross_validated": (
        (
            "customers speak {n} labelled texts, each understood as by a classifier taught "
            "without it ({folds}-fold cross-validation, near-identical texts kept once)"
        ),
        (
            "Die Kunden schreiben mit den Worten von {n} Beispieltexten; jeden versteht ein "
            "Klassifikator, der ihn nicht kennt ({folds}-fache Kreuzvalidierung, fast gleiche "
            "Texte nur einmal)"
        ),
    ),
    "no_channel": (
        (
            "the log names no channel: simulated customers write on the first channel of the "
            "flow (dialogkit read --channel names it)"
        ),
        (
            "Das Protokoll nennt keinen Kanal: Simulierte Kunden schreiben auf dem ersten Kanal"
            " des Ablaufs (dialogkit read --channel nennt ihn)"
        ),
    ),
    "some_channels": (
        (
            "{n} of {of} cases without a channel: they are taken to come as the others do "
            "({names}); dialogkit read --channel, for their files alone, names it"
        ),
        (
            "{n} von {of} Anliegen ohne Kanal: Angenommen ist, dass sie kommen wie die anderen "
            "({names}); dialogkit read --channel, nur für ihre Dateien, nennt ihn"
        ),
    ),
    "maybe_beyond": (
        (
            "the classifier doubts that an issue of its own covers the openings of the log "
            "({share}%), but out of scope are only {assumed}%, which is assumed: its doubt is no "
            "measurement; read some of the openings, then set out_of_scope"
        ),
        (
            "Der Klassifikator zweifelt, ob eines seiner Themen die ersten Sätze des Protokolls "
            "abdeckt ({share} %); angenommen ist aber nur bei {assumed} % der Kunden keines: Sein "
            "Zweifel ist keine Messung; lesen Sie einige der Sätze und setzen Sie dann out_of_scope"
        ),
    ),
    "away": (
        "the file says nothing of {names}: taken as usual",
        "Von {names} sagt die Datei nichts: es gilt das Übliche",
    ),
}


def remark(key: str, **values: object) -> Remark:
    """A sentence with its values; one that is a pair stands in English and in German."""
    english, german = (
        text.format(**{name: v[place] if isinstance(v, tuple) else v for name, v in values.items()})
        for place, text in enumerate(_REMARKS[key])
    )
    return english, german


def in_both(remarks: Sequence[Remark]) -> dict[str, tuple[str, ...]]:
    """The fields ``notes`` and ``notes_de``."""
    return {"notes": tuple(en for en, _ in remarks), "notes_de": tuple(de for _, de in remarks)}
