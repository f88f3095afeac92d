"""The texts of a flow: one flat mapping of keys a language, with variants and ``{slot}`` places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dialogkit.flow._model import Place

__all__ = ["FIXED_VALUES", "Texts"]

FIXED_VALUES = ("agent", "position", "minutes")
"""Values that any text may name beside slots: the agent's name, the place in the queue, and the
minutes that are left to wait, as far as they are known."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts and labels by locale.

    Under a key stands one text or a list. For what is said the list holds variants. For a label
    of a choice the first is shown and the others are wordings that are understood too. For a
    slot the first asks for it, and the others ask again.
    """

    by_locale: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Locale to key to variants."""
    fallback: str = "en"
    """Locale used where another lacks a key."""
    places: Mapping[str, Mapping[str, Place]] = field(default_factory=lambda: MappingProxyType({}))
    """Locale to key to where it stands."""

    def variants(self, key: str, locale: str) -> tuple[str, ...]:
        """What stands under ``key``; empty where neither the locale nor the fallback has it."""
        own = self.by_locale.get(locale, {}).get(key, ())
        return own or self.by_locale.get(self.fallback, {}).get(key, ())

    def text(
        self,
        key: str,
        locale: str,
        *,
        variant: int = 0,
        values: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """The text for ``key`` with its placeholders filled; ``⟨key⟩`` where there is none.

        A variant whose placeholders are all known comes before one that would show a gap.
        """
        variants = self.variants(key, locale)
        named = _named(variants)
        whole = tuple(each for each in variants if named[each] <= values.keys())
        return _filled(key, whole or variants, variant, values)

    def said(
        self,
        key: str,
        locale: str,
        *,
        turn: int = 0,
        values: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """The text for ``key`` as a bot says it: the variant that tells most of what is known.

        Of variants without a gap those that name the most values are taken, and among equals
        they take turns.
        """
        return _filled(key, _telling_most(self.variants(key, locale), values), turn, values)

    def question(
        self,
        slot: str,
        locale: str,
        *,
        attempt: int = 1,
        values: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """The text that asks for ``slot``: the first, and from ``attempt`` 2 on the others in turn.

        Which text asks and which asks again is a matter of their order, so what is known picks
        only among those that ask again.
        """
        first, again = self.variants(slot, locale)[:1], self.variants(slot, locale)[1:]
        if attempt <= 1 or not again:
            return _filled(slot, first, 0, values)
        return _filled(slot, _telling_most(again, values), attempt - 2, values)

    def label(self, word: str, locale: str) -> str:
        """The label shown for a choice."""
        return self.text(word, locale)

    def placeholders(self, key: str, locale: str) -> frozenset[str]:
        """Names of the values that the texts under ``key`` want."""
        found = (_PLACEHOLDER.findall(text) for text in self.variants(key, locale))
        return frozenset(name for names in found for name in names)


def _named(variants: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {each: frozenset(_PLACEHOLDER.findall(each)) for each in variants}


def _telling_most(variants: tuple[str, ...], values: Mapping[str, str]) -> tuple[str, ...]:
    """Variants without a gap that name the most values; all of them, where each has a gap."""
    named = _named(variants)
    whole = [each for each in variants if named[each] <= values.keys()]
    most = max((len(named[each]) for each in whole), default=0)
    return tuple(each for each in whole if len(named[each]) == most) or variants


def _filled(key: str, variants: tuple[str, ...], variant: int, values: Mapping[str, str]) -> str:
    if not variants:
        return f"⟨{key}⟩"
    chosen = variants[variant % len(variants)]
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "…"), chosen)
