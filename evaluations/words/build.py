"""Writes the English words that the anonymizer knows to be no names, from dictionaries of SCOWL.

    python evaluations/words/build.py en_US.dic en_GB.dic en_AU.dic

SCOWL (http://wordlist.aspell.net, free to use and copy with its notice, see NOTICE) is where the
English dictionaries of Hunspell come from, of which the files are named. They write names with a
capital; those are left out, and so is what is listed already. Inflected forms are left to
`dialogkit.corpus._anonymize._words`, which takes their ends off.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from dialogkit.corpus._anonymize import _words

OUT = Path(_words.__file__).parent / "words" / "vocabulary_en.txt"
_HEAD = """\
# English words, from SCOWL (http://wordlist.aspell.net), Copyright 2000-2018 by Kevin Atkinson; see
# NOTICE. Changed by evaluations/words/build.py: folded, and without those listed
# elsewhere; some are names as well. A line holds words that
# begin alike.
"""
_SHORTEST = 3


def main(files: Iterable[str]) -> None:
    """Writes ``vocabulary_en.txt`` beside the other lists."""
    words = set().union(*(_small(Path(file)) for file in files))
    words -= _words.ordinary() | _words.listed_nouns()
    starts = sorted({word[:2] for word in words})
    lines = (" ".join(sorted(w for w in words if w[:2] == start)) for start in starts)
    OUT.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _small(file: Path) -> set[str]:
    """The words of a dictionary in small letters, folded."""
    entries = (line.split("/")[0] for line in file.read_text(encoding="utf-8").splitlines())
    small = (word for word in entries if word.isalpha() and word.islower())
    return {_words.fold(word) for word in small if len(word) >= _SHORTEST}


if __name__ == "__main__":
    main(sys.argv[1:])
