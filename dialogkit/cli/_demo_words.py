"""What a reader of the main job's page should know of it, in English and German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogkit.corpus import note_in_german

__all__ = ["Remark", "in_both", "of_the_log", "remark"]

Remark = tuple[str, str]
"""A sentence in English and in German; the German is empty where there is none."""

_REMARKS: Mapping[str, Remark] = {
    "shipped_log": (
        (
            "there is neither a log nor a customers.yaml beside the flow: the customers are those "
            "of the shipped log, a parcel service's"
        ),
        (
            "Neben dem Ablauf liegt weder ein Protokoll noch eine customers.yaml: Die Kunden "
            "stammen aus dem mitgelieferten Protokoll eines Paketdienstes"
        ),
    ),
    "shipped_texts": (
        "there is no utterances.jsonl beside the flow: the shipped texts taught it",
        (
            "Neben dem Ablauf liegt keine utterances.jsonl: Gelernt hat der Klassifikator aus den "
            "mitgelieferten Texten"
        ),
    ),
    "unmeasured": (
        "there are too few labelled texts to measure the classifier on unseen ones",
        "Es gibt zu wenige Beispieltexte, um den Klassifikator an ungesehenen zu messen",
    ),
    "never_heard": (
        "there are no labelled texts for {names}: they are never heard",
        "Zu {names} gibt es keine Beispieltexte: Das versteht der Bot nie",
    ),
    "as_many": (
        "{wanted} cases a week are simulated, as centre.yaml says",
        "Simuliert werden {wanted} Anliegen je Woche, wie centre.yaml sagt",
    ),
    "as_many_not": (
        "the log shows {log} cases a week; {wanted} are simulated, as centre.yaml says",
        (
            "Das Protokoll zeigt {log} Anliegen je Woche; simuliert werden {wanted}, wie "
            "centre.yaml sagt"
        ),
    ),
    "at_least": (
        (
            "the log shows {log} cases a week; {wanted} are simulated, so that there is something "
            "to count"
        ),
        (
            "Das Protokoll zeigt {log} Anliegen je Woche; simuliert werden {wanted}, damit es "
            "etwas zu zählen gibt"
        ),
    ),
    "assumed_staff": (
        (
            "there is no centre.yaml beside the flow: a staff of {agents} with 6 minutes a chat is "
            "assumed, sized for these customers"
        ),
        (
            "Neben dem Ablauf liegt keine centre.yaml: Angenommen ist ein Team von {agents} mit 6 "
            "Minuten je Chat, bemessen für diese Kunden"
        ),
    ),
    "few_cases": (
        "the log has {n} cases; below {enough} a forecast says little",
        "Das Protokoll hat nur {n} Anliegen; unter {enough} sagt eine Vorhersage wenig",
    ),
    "one_case": (
        "the log has 1 case; below {enough} a forecast says little",
        "Das Protokoll hat nur ein Anliegen; unter {enough} sagt eine Vorhersage wenig",
    ),
}


def remark(key: str, **values: object) -> Remark:
    """A sentence with its values; numbers with a fraction as each language writes them."""
    english, german = _REMARKS[key]
    own = {name: f"{v:.1f}" if isinstance(v, float) else str(v) for name, v in values.items()}
    broken = {name: own[name].replace(".", ",") for name in own if isinstance(values[name], float)}
    return english.format(**own), german.format(**{**own, **broken})


def of_the_log(notes: Sequence[str]) -> list[Remark]:
    """What was noted when a log was read, anonymized and cut."""
    return [(note, note_in_german(note) or "") for note in notes]


def in_both(remarks: Sequence[Remark]) -> dict[str, list[str]]:
    """The entries ``notes`` and ``notes_de`` of a forecast's data."""
    return {"notes": [en for en, _ in remarks], "notes_de": [de for _, de in remarks]}
