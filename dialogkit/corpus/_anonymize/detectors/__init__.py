"""The detectors, one small module each; to add one, write it and name it in `DETECTORS`.

A detector is a module with ``find(text, context) -> Iterable[Span]``. Order does not matter: the
union of all finds wins, and the more specific label names it.
"""

from __future__ import annotations

from dialogkit.corpus._anonymize._context import Detector
from dialogkit.corpus._anonymize.detectors import (
    bank,
    birth_date,
    card,
    contact_card,
    coordinates,
    disguised,
    email,
    full_name,
    greeting,
    identity,
    internet_address,
    introduction,
    kinship,
    known_name,
    labelled_name,
    participant,
    phone,
    plate,
    postcode,
    reference,
    short_answer,
    sign_off,
    street,
    title,
    url,
    username,
)

__all__ = ["DETECTORS"]

DETECTORS: tuple[Detector, ...] = (
    participant,
    phone,
    bank,
    card,
    identity,
    email,
    url,
    internet_address,
    plate,
    birth_date,
    postcode,
    street,
    reference,
    username,
    coordinates,
    contact_card,
    disguised,
    greeting,
    sign_off,
    title,
    introduction,
    kinship,
    labelled_name,
    known_name,
    full_name,
    short_answer,
)
"""Every detector that `find_spans` asks."""
