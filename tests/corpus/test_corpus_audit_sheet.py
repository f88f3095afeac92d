"""The sheet for a human: random, in proportion, safe in a spreadsheet, and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dialogkit.conversation import Message, Messages
from dialogkit.corpus._audit import _words
from dialogkit.corpus._audit._sheet import read_sheet, unread, write_sheet
from dialogkit.errors import InputError, ParameterError


def corpus(masked: int, clean: int) -> Messages:
    """An anonymous corpus with so many messages with a pseudonym, so many without, and an empty."""
    texts = [f"Hallo <PERSON_{n:04x}>, Nummer {n}" for n in range(masked)]
    texts += [f"Satz {n}; mit\nZeile" for n in range(clean)] + [""]
    return Messages.of(
        Message(conversation_id="1", position=n, speaker="customer", text=text)
        for n, text in enumerate(texts)
    )


def rows_of(path: Path) -> list[list[str]]:
    """The sheet's rows below the heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))[1:]


def marked(path: Path, marks: list[str], delimiter: str = ";") -> Path:
    """The sheet with the first rows marked, as a spreadsheet saves it."""
    filled = path.with_name("filled.csv")
    rows = [[*row[:2], marks[n] if n < len(marks) else ""] for n, row in enumerate(rows_of(path))]
    with filled.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["Nr.", "Nachricht", "?"], *rows])
    return filled


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of a corpus of 1,000 messages, a quarter of them masked."""
    write_sheet(corpus(250, 750), tmp_path / "sheet.csv", seed=7)
    return tmp_path / "sheet.csv"


def test_masked_messages_are_there_in_proportion(sheet: Path) -> None:
    """300 different messages, 75 of them masked, in an order that hides which."""
    texts = [row[1] for row in rows_of(sheet)]
    assert len(texts) == len(set(texts)) == 300
    places = [n for n, text in enumerate(texts) if "<PERSON" in text]
    assert len(places) == 75
    assert 10 < sum(n < 100 for n in places) < 45
    known = unread(corpus(250, 750), seed=7)
    assert (known.size, known.masked, known.messages, known.read) == (300, 75, 1000, 0)
    assert known.share is known.at_most is None


def test_the_heading_is_in_the_language_asked_for(tmp_path: Path) -> None:
    """German or English, and nothing else."""
    for locale, word in (("de", "Nachricht"), ("en", "Message")):
        path = tmp_path / f"{locale}.csv"
        write_sheet(corpus(1, 1), path, seed=1, locale=locale)  # type: ignore[arg-type]  # both are
        assert word in path.read_text(encoding="utf-8-sig").splitlines()[0]
    with pytest.raises(ParameterError, match="locale must be de or en"):
        write_sheet(corpus(1, 1), tmp_path / "x.csv", seed=1, locale="fr")  # type: ignore[arg-type]  # refused


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_bound_follows_from_the_marks(sheet: Path, delimiter: str) -> None:
    """2 of 300 marked: at most 2.1 % with 95 % confidence; however the table was saved."""
    marks = ["n"] * 300
    marks[10], marks[200] = "J", "yes"
    found = read_sheet(marked(sheet, marks, delimiter), corpus(250, 750), seed=7)
    assert (found.read, found.left, found.share) == (300, 2, 2 / 300)
    assert found.at_most == pytest.approx(0.02085, abs=1e-4)


def test_nothing_found_is_not_nothing_there(sheet: Path) -> None:
    """300 clean ones leave 1 % open; whoever stops after 100 leaves 3 %."""
    whole = read_sheet(marked(sheet, ["nein"] * 300), corpus(250, 750), seed=7)
    part = read_sheet(marked(sheet, ["-"] * 100), corpus(250, 750), seed=7)
    assert whole.at_most == pytest.approx(0.00994, abs=1e-5)
    assert part.read == 100
    assert part.at_most == pytest.approx(0.0295, abs=1e-4)
    nobody = read_sheet(sheet, corpus(250, 750), seed=7)
    assert (nobody.read, nobody.at_most) == (0, None)


def test_a_sheet_of_another_corpus_is_refused(sheet: Path) -> None:
    """Marks on other messages say nothing of these."""
    with pytest.raises(InputError, match="no sheet of this corpus and seed"):
        read_sheet(sheet, corpus(250, 750), seed=8)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("1;Text;vielleicht", "the mark must be j, y or n"),
        ("zwei;Text;n", "a number from 1 to 300"),
        ("999;Text;n", "a number from 1 to 300"),
        ("1", "a number from 1 to 300"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, line: str, rule: str) -> None:
    """With its line, and without what stands in it."""
    path = tmp_path / "s.csv"
    path.write_text(f"Nr.;Nachricht;?\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rule) as error:
        read_sheet(path, corpus(250, 750), seed=7)
    assert error.value.line == 2
    assert "Text" not in str(error.value)


def test_formulas_are_disarmed_and_read_back(tmp_path: Path) -> None:
    """A message that begins like a formula is no formula in the sheet, and still is its message."""
    log = Messages.of(
        Message(conversation_id="1", position=n, speaker="customer", text=f"{sign}1+1 a{n}")
        for n, sign in enumerate("=+-@")
    )
    write_sheet(log, tmp_path / "s.csv", seed=1)
    assert all(row[1].startswith("'") for row in rows_of(tmp_path / "s.csv"))
    assert read_sheet(marked(tmp_path / "s.csv", ["n"] * 4), log, seed=1).read == 4
    with pytest.raises(ParameterError, match="size must be 1 or more"):
        write_sheet(log, tmp_path / "s.csv", seed=1, size=0)


def test_an_empty_corpus_gives_an_empty_sheet() -> None:
    """Nothing to read is no fault."""
    assert unread(Messages.of(()), seed=1).size == 0


def test_a_messengers_own_lines_are_not_drawn(tmp_path: Path) -> None:
    """The same notice in every chat would make the bound better than it is."""
    notice = "Nachrichten sind verschlüsselt."
    messages = Messages.of(
        Message(
            conversation_id=str(n // 2),
            position=n % 2,
            speaker=("system", "customer")[n % 2],
            text=(notice, f"Satz {n}")[n % 2],
        )
        for n in range(200)
    )
    write_sheet(messages, tmp_path / "sheet.csv", seed=1)
    assert notice not in {row[1] for row in rows_of(tmp_path / "sheet.csv")}
    assert (unread(messages, seed=1).size, unread(messages, seed=1).messages) == (100, 100)


@pytest.mark.parametrize(("found_in", "share"), [(0, 0.0), (1, 0.05)])
def test_who_reads_all_messages_draws_no_conclusion(
    tmp_path: Path, found_in: int, share: float
) -> None:
    """Where the sheet holds the whole corpus the share is what it is, and is called so."""
    whole = corpus(5, 15)
    path = tmp_path / "sheet.csv"
    write_sheet(whole, path, seed=1)
    marks = ["j"] * found_in + ["n"] * (20 - found_in)
    sheet = read_sheet(marked(path, marks), whole, seed=1)
    assert (sheet.read, sheet.messages, sheet.share, sheet.at_most) == (20, 20, share, share)
    part = read_sheet(marked(path, marks[:10]), whole, seed=1)
    assert part.at_most is not None
    assert part.at_most > share


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("read", [0, 20])
@pytest.mark.parametrize("left", [0, 1])
def test_all_messages_are_not_called_random(locale: str, read: int, left: int) -> None:
    """The sentence of the verdict speaks of all messages, without a bound."""
    sheet = {"size": 20, "messages": 20, "read": read, "left": left, "at_most": left / 20}
    told = _words._sheet(sheet, _words._WORDS[locale], locale)
    assert {"de": "alle Nachrichten", "en": "all messages"}[locale] in told
    assert "20" in told
    assert not any(word in told for word in ("zufällig", "random", "95"))
    fewer = _words._sheet(sheet | {"messages": 300}, _words._WORDS[locale], locale)
    assert {"de": "zufällige", "en": "random"}[locale] in fewer
