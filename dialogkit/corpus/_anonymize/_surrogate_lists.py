"""The names that surrogates are drawn from; those of people are Faker's (MIT)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dialogkit.corpus._anonymize._words import fold
from dialogkit.errors import MissingExtraError

__all__ = ["Gender", "Lists", "lists"]

Gender = Literal["female", "male", "both"]

_STREETS_FEMININE = (
    "Bachgasse Birkenallee Blumenstraße Dorfstraße Feldstraße Gartenstraße Goethestraße "
    "Hauptstraße "
    "Hofgasse Kastanienallee Kirchgasse Lindenallee Mozartstraße Parkallee Ringstraße Rosengasse "
    "Schillerstraße Schulstraße Seestraße Waldstraße Wiesenstraße Bergstraße Mühlgasse Ahornallee"
)
_STREETS_EN = (
    "Ash Lane|Beech Road|Bridge Street|Chapel Lane|Church Road|Elm Avenue|Garden Street|Green Lane|"
    "Hill Road|Lime Avenue|Market Street|Mill Lane|North Road|Oak Avenue|Orchard Drive|Park Road|"
    "Queen Street|Rose Lane|School Road|South Street|Station Road|Victoria Street|West Lane"
)
_STREETS_MASCULINE = (
    "Ahornring Amselweg Buchenweg Eichenweg Erlenweg Finkenweg Heideweg Holzweg Mühlenweg Ostring "
    "Rosenweg Südring Talweg Tannenweg Uferweg Westring Wiesenweg Zeisigweg Nordring Birkenstieg "
    "Hasenpfad Fliederweg Schulplatz"
)
_STREETS_NEUTER = "Nordufer Südufer Westufer Ostufer Neutor Altfeld Hochufer Lindental Erlenmoor"
_STREETS_LED = (
    "Am Anger|Am Bach|Am Hang|Am Teich|Am Wald|Im Grund|Im Winkel|Im Wiesengrund|Am Kirchberg"
    "|Zum Tal|"
    "An der Aue|An der Linde|An der Mühle|Auf der Heide|Unter den Buchen|Hinter den Gärten"
)
_TOWNS = (
    "Ahlen Bonn Bremen Celle Dresden Erfurt Essen Freising Fulda Gera Gotha Göttingen Hagen Halle "
    "Hannover Heilbronn Ingolstadt Jena Kassel Kempten Kiel Konstanz Landshut Leer Leipzig Lübeck "
    "Mainz Marburg Minden Moers Neuss Oldenburg Passau Plauen Regensburg Rostock Siegen Soest "
    "Stade Stendal Trier Ulm Unna Wismar Wolfsburg Würzburg Zwickau"
)


_STREETS = {
    "feminine": tuple(_STREETS_FEMININE.split()),
    "masculine": tuple(_STREETS_MASCULINE.split()),
    "neuter": tuple(_STREETS_NEUTER.split()),
    "led": tuple(_STREETS_LED.split("|")),
    "english": tuple(_STREETS_EN.split("|")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Words to choose from."""

    female: tuple[str, ...]
    """Given names of women."""
    male: tuple[str, ...]
    """Given names of men."""
    family: tuple[str, ...]
    """Family names."""
    towns: tuple[str, ...] = tuple(_TOWNS.split())
    """Towns of German-speaking countries."""
    streets: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(_STREETS), repr=False)
    """Streets: German by gender, those that begin with a preposition, and English."""
    genders: dict[str, Gender] = field(default_factory=dict, repr=False)
    """Folded given name to the gender of those who bear it."""

    def gender(self, form: str) -> Gender | None:
        """Of a folded given name; None where it is none that is known."""
        return self.genders.get(form)

    def given(self, gender: Gender | None) -> tuple[str, ...]:
        """Given names of a gender; all where it is open."""
        if gender == "female":
            return self.female
        return self.male if gender == "male" else (*self.female, *self.male)


@cache
def lists() -> Lists:
    """The lists, from Faker's German and English names.

    Raises:
        MissingExtraError: Faker is not installed.
    """
    try:
        from faker.providers.person.de_DE import Provider as German
        from faker.providers.person.en_GB import Provider as British
        from faker.providers.person.en_US import Provider as American
    except ImportError:
        raise MissingExtraError.of("faker", extra="surrogates") from None
    providers = (German, British, American)
    female = {name for provider in providers for name in provider.first_names_female}
    male = {name for provider in providers for name in provider.first_names_male}
    genders: dict[str, Gender] = dict.fromkeys(map(fold, female), "female")
    for form in map(fold, male):
        genders[form] = "both" if form in genders else "male"
    return Lists(
        female=_single(German.first_names_female),
        male=_single(German.first_names_male),
        family=_single(German.last_names),
        genders=genders,
    )


def _single(names: Iterable[str]) -> tuple[str, ...]:
    """Those of one word, in a fixed order."""
    return tuple(sorted({name for name in names if name.isalpha()}))
