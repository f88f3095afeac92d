"""The words of the report, one TOML file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dialogkit.errors import ParameterError

__all__ = ["LOCALES", "Texts", "load_texts"]

LOCALES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of one language by section and key."""

    locale: str
    """``de`` or ``en``."""
    sections: dict[str, dict[str, Any]]
    """Text by section and key."""

    def __call__(self, key: str, **values: object) -> str:
        """The text ``section.key`` with its values filled in."""
        section, name = key.split(".", 1)
        text: str = self.sections[section][name]
        return text.format(**values) if values else text

    def plural(self, key: str, count: float, **values: object) -> str:
        """The text for a count: ``key_1`` where it is 1 and there is one, else ``key``."""
        section, name = key.split(".", 1)
        one = f"{name}_1" in self.sections[section]
        return self(f"{key}_1" if one and count == 1 else key, **values)

    def many(self, key: str) -> list[str]:
        """A list of texts."""
        section, name = key.split(".", 1)
        texts: list[str] = self.sections[section][name]
        return texts

    def get(self, key: str, otherwise: str) -> str:
        """The text, or ``otherwise`` where the key is not one of ours."""
        section, name = key.split(".", 1)
        text = self.sections.get(section, {}).get(name, otherwise)
        return text if isinstance(text, str) else otherwise

    def own(self, value: Any, name: str, otherwise: str = "") -> str:
        """The text ``name_de`` or ``name_en`` (or ``name``) that a file brings along."""
        for key in (f"{name}_{self.locale}", name, f"{name}_en", f"{name}_de"):
            if value.get(key):
                return str(value[key])
        return otherwise


@cache
def load_texts(locale: str) -> Texts:
    """The texts of a language.

    Raises:
        ParameterError: There are none for ``locale``.
    """
    if locale not in LOCALES:
        raise ParameterError(f"locale must be {' or '.join(LOCALES)}, got {locale!r}")
    source = files("dialogkit.report").joinpath("texts", f"{locale}.toml")
    return Texts(locale, tomllib.loads(source.read_text("utf-8")))
