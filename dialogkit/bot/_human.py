"""Whether a message asks for nothing but a human."""

from __future__ import annotations

from dialogkit.bot._fold import fold, without_politeness, words_in

__all__ = ["wants_human"]

_HUMAN = words_in(
    """mensch menschen mitarbeiter mitarbeiterin mitarbeitern mitarbeitende berater beraterin
    kundenberater kundenberaterin kundenbetreuer kundenbetreuerin kundenservice kundendienst
    sachbearbeiter sachbearbeiterin ansprechpartner ansprechpartnerin
    person human humans agent agents operator representative advisor adviser"""
)
_SOMEBODY = words_in("jemand jemanden jemandem someone somebody anyone anybody")
_TALK = words_in(
    """sprechen reden telefonieren chatten verbinden durchstellen weiterleiten holen
    talk speak chat connect transfer"""
)
_AROUND = words_in(
    """ich wir mir mich will möchte möchten würde hätte brauche kann könnte könnten können darf mit
    zu an einem einer einen ein eine den dem der echt echte echten echter richtige richtigen
    richtiger lebende bitte sofort jetzt endlich nur lieber gerne gern mal sie du und hallo guten
    tag verbinde gibt es hier bei ihnen euch geben
    i id im we me us want would like need can could may to with a an the real live actual now please
    just let get give you hi hello d someone's somebody's"""
)
_HELP = words_in("help hilfe")


def wants_human(text: str) -> bool:
    """Whether ``text`` asks for a human and says nothing else.

    Every word must belong to such a wish, so that "Ihr Mitarbeiter war unfreundlich" is none.

    >>> wants_human("Ich möchte bitte mit einem Menschen sprechen!")
    True
    >>> wants_human("Ihr Mitarbeiter war unfreundlich")
    False
    """
    folded = fold(text)
    if without_politeness(folded) in _HELP:
        return True
    words = frozenset(folded.split())
    if not words <= _HUMAN | _SOMEBODY | _TALK | _AROUND:
        return False
    return bool(words & _HUMAN) or bool(words & _SOMEBODY and words & _TALK)
