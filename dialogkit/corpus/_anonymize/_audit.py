"""What anonymizing did, for the data-protection officer: numbers and verdicts, no value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Audit"]

_VERDICT = {
    "de": "pseudonym, weil der Schlüssel existiert; erst wenn er vernichtet ist, kann der Korpus "
    "anonym sein",
    "en": "pseudonymous, because the key exists; only once it is destroyed can the corpus be "
    "anonymous",
}
_LANGUAGES = {
    "de": "Namen aus dem Zusammenhang: Deutsch und Englisch, dazu gebräuchliche Wendungen in "
    "Französisch, Spanisch, Italienisch, Niederländisch, Türkisch, Polnisch und Portugiesisch. "
    "Beteiligte und Angaben mit fester Form: jede Sprache. Ortsnamen: bekannte "
    "Orte, im Deutschen und Englischen.",
    "en": "Names by context: German and English, and common phrases of French, Spanish, Italian, "
    "Dutch, Turkish, Polish and Portuguese. Participants and identifiers with a fixed form: every "
    "language. Towns: known ones, in German and English.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found and masked, and what was left over."""

    messages: int
    """Messages read."""
    messages_masked: int
    """Messages in whose text something was masked."""
    conversations: int
    """Conversations read."""
    participants: int
    """Different senders, counted by their normalised names."""
    counts: dict[str, int] = field(default_factory=dict)
    """Masked places in texts by type."""
    left_over: dict[str, int] = field(default_factory=dict)
    """Identifiers found in a conversation and still readable in its result, by type; empty if none.

    Counted are values of four letters or digits and more. A name that is an ordinary word too
    counts as a whole name only.
    """
    key_fingerprint: str
    """Tells whether two corpora were made with the same key; says nothing else about it."""
    coarsened: str | None = None
    """The unit to which times were rounded down."""
    languages: dict[str, int] = field(default_factory=dict)
    """Conversations by language, as their small words tell; ``unknown`` where none does."""

    @property
    def found_again(self) -> int:
        """All of `left_over`; must be 0."""
        return sum(self.left_over.values())

    def to_json(self) -> dict[str, Any]:
        """As JSON writes it, with the verdict and the languages covered in German and English."""
        return {
            "verdict": dict(_VERDICT),
            "languages": dict(_LANGUAGES),
            "messages": self.messages,
            "messages_masked": self.messages_masked,
            "conversations": self.conversations,
            "participants": self.participants,
            "counts": dict(sorted(self.counts.items())),
            "left_over": dict(sorted(self.left_over.items())),
            "found_again": self.found_again,
            "key_fingerprint": self.key_fingerprint,
            "coarsened": self.coarsened,
            "conversations_by_language": dict(sorted(self.languages.items())),
        }
