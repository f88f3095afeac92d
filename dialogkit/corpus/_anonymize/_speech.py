"""What people say and do: the verbs behind somebody's name, and the words that go with them."""

from __future__ import annotations

from dialogkit.corpus._anonymize._cues import cue, one_of
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["SAYS_DE", "SAYS_EN", "SPEECH"]

SAYS_EN = (
    "said|says|told|tells|promised|promises|assured|replied|phoned|emailed|texted|mentioned"
    "|explained"
    "|advised|confirmed|refused|apologised|apologized|answered|claimed|insisted|suggested"
    "|hung up|rang"
    "|called me|called back|wrote|signed for|picked up|helped me|has been (?:very |so "
    "|really )?(?:helpful"
    "|rude|kind)|was (?:very |so |really |extremely )?(?:helpful|rude|kind|polite|friendly"
    "|lovely|brilliant"
    "|great|patient|unhelpful)"
)
SAYS_DE = (
    "sagt|sagte|meint|meinte|schrieb|versprach|versicherte|behauptet|behauptete|erklärte|bestätigte"
    "|antwortete|entschuldigte sich|bedankte sich|hat (?:mir|uns|gesagt|gemeint|angerufen"
    "|geschrieben"
    "|unterschrieben|versprochen|behauptet|zugesagt|sich)|rief (?:mich|uns|an|zurück)|teilte mir"
    "|teilte uns"
    "|war (?:sehr |total |echt |super |richtig |wirklich )?(?:nett|freundlich|unfreundlich"
    "|hilfsbereit"
    "|kompetent|höflich|unhöflich|bemüht)|wohnt|arbeitet bei"
)
_SAID = cue(
    whole=word_set(
        "said says told tells promised promises assured replied phoned emailed texted mentioned "
        "explained advised confirmed refused apologised apologized answered claimed insisted "
        "suggested hung rang called wrote signed picked helped sagt sagte meint meinte schrieb "
        "versprach versicherte behauptet behauptete erklärte bestätigte antwortete entschuldigte "
        "bedankte rief teilte wohnt arbeitet"
    )
)
_WAS = cue(whole=("has", "was", "war"))
_HOW = cue(
    whole=word_set(
        "helpful rude kind polite friendly lovely brilliant great patient unhelpful nett "
        "freundlich unfreundlich hilfsbereit kompetent höflich unhöflich bemüht"
    )
)
_HAS = cue(whole=("hat",))
_DONE = cue(
    whole=word_set(
        "mir uns gesagt gemeint angerufen geschrieben unterschrieben versprochen behauptet "
        "zugesagt sich"
    )
)
SPEECH = one_of(_SAID, (_WAS, _HOW), (_HAS, _DONE))
"""Verbs of `SAYS_EN` and `SAYS_DE`, and what goes with them."""
