"""What all imports share: files within bounds, names, a book that balances, files that load."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.errors import DialogkitError, InputError
from dialogkit.flow import import_bot, load_flow
from dialogkit.flow._convert import _source as sources
from dialogkit.flow._convert import importers
from dialogkit.flow._convert._draft import LONGEST_NAME, Draft, safe_name
from dialogkit.flow._convert._layout import clean
from dialogkit.flow._convert._source import Source


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


# ----- files -------------------------------------------------------------------------------------


def test_folder_archive_and_file_are_read_alike(tmp_path: Path) -> None:
    """Names are relative and sorted, hidden ones are left."""
    (tmp_path / "bot/data").mkdir(parents=True)
    (tmp_path / "bot/data/b.yml").write_text("b: 1")
    (tmp_path / "bot/a.yml").write_text("a: 1")
    (tmp_path / "bot/.secret").write_text("x")
    packed = tmp_path / "bot.zip"
    packed.write_bytes(_zip({"data/b.yml": b"b: 1", "a.yml": b"a: 1", ".git/config": b"x"}))
    assert list(Source.open(tmp_path / "bot").files) == ["a.yml", "data/b.yml"]
    assert Source.open(packed).files == Source.open(tmp_path / "bot").files
    assert list(Source.open(tmp_path / "bot/a.yml").files) == ["a.yml"]


@pytest.mark.parametrize("name", ["../out.yml", "/etc/out.yml", "a/../../b.yml", "C:\\out.yml"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    """An archive may not reach out of itself."""
    file = tmp_path / "bot.zip"
    file.write_bytes(_zip({name: b"x"}))
    with pytest.raises(InputError, match="points outside"):
        Source.open(file)


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small archive does not fill the memory, whatever its header claims."""
    monkeypatch.setattr(sources, "_MOST_BYTES", 1 << 20)
    file = tmp_path / "bomb.zip"
    file.write_bytes(_zip({"a.yml": bytes(1 << 19), "b.yml": bytes((1 << 19) + 1)}))
    assert file.stat().st_size < 1 << 13
    with pytest.raises(InputError, match="holds more than 1 MiB"):
        Source.open(file)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder as in an archive."""
    monkeypatch.setattr(sources, "_MOST_FILES", 2)
    (tmp_path / "bot").mkdir()
    for name in "abc":
        (tmp_path / "bot" / name).write_text("x")
    (tmp_path / "bot.zip").write_bytes(_zip(dict.fromkeys("abc", b"x")))
    for path in ("bot", "bot.zip"):
        with pytest.raises(InputError, match="more than 2 files"):
            Source.open(tmp_path / path)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", b"PK\x05\x06" + bytes(18)])
def test_damaged_and_empty_archives_are_refused(tmp_path: Path, content: bytes) -> None:
    """With an error of ours, not of zipfile."""
    file = tmp_path / "bot.zip"
    file.write_bytes(content)
    with pytest.raises(InputError):
        Source.open(file)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_bot_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Never a traceback, whatever is in the file."""
    file = tmp_path_factory.mktemp("any") / "bot.yml"
    file.write_bytes(content)
    try:
        import_bot(file)
    except DialogkitError:
        return


def test_formats_are_found_by_themselves() -> None:
    """Each module is a format; no two have the same name."""
    known = importers()
    assert {"rasa", "calm"} <= set(known)
    assert all(name == importer.NAME for name, importer in known.items())


def test_an_unknown_format_and_an_unknown_bot_are_refused(tmp_path: Path) -> None:
    """The message names the formats there are."""
    file = tmp_path / "notes.txt"
    file.write_text("nothing of a bot")
    with pytest.raises(InputError, match="calm, "):
        import_bot(file)
    with pytest.raises(InputError, match="must be one of"):
        import_bot(file, "excel")


# ----- names -------------------------------------------------------------------------------------


@given(st.text(max_size=200), st.sampled_from(["step", "slot", "intent", "text"]))
def test_names_are_safe_and_each_its_own(wanted: str, space: str) -> None:
    """Letters, digits and _, short, the same for the same and another for another."""
    draft = Draft()
    name, other = draft.name(space, wanted), draft.name(space, wanted + "x")
    assert name == draft.name(space, wanted)
    assert name != other
    assert name.replace("_", "a").isalnum()
    assert len(name) <= LONGEST_NAME + len("_value")


def test_names_keep_umlauts() -> None:
    """A German bot keeps its words."""
    assert safe_name("Größe ändern?") == "Größe_ändern"


def test_texts_and_words_share_their_names() -> None:
    """A label and a text said would otherwise lie under one key."""
    draft = Draft()
    assert draft.name("intent", "hello") != draft.name("text", "hello")
    assert draft.name("step", "hello") == "hello"


# ----- the account -------------------------------------------------------------------------------


def test_what_is_forgotten_is_a_fault() -> None:
    """Something found and neither carried nor listed never passes in silence."""
    draft = Draft()
    draft.found("intent", "greet", "nlu.yml:3")
    with pytest.raises(AssertionError, match="intent 'greet': 1 found, 0 carried, 0 listed"):
        draft.finish("bot")


def test_what_is_counted_twice_is_a_fault() -> None:
    """Something carried and listed too does not pass either."""
    draft = Draft()
    draft.kept("intent", "greet", "nlu.yml:3")
    draft.left_out("intent", "greet", "nlu.yml:3", "is odd")
    with pytest.raises(AssertionError, match="does not balance"):
        draft.finish("bot")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.booleans())))
def test_the_book_balances(parts: list[tuple[str, str, bool]]) -> None:
    """Found is carried plus listed, kind by kind, and the list holds what is listed."""
    draft = Draft()
    for kind, name, kept in parts:
        draft.found(kind, name, "file:1")
        if kept:
            draft.carried(kind, name)
        else:
            draft.left_out(kind, name, "file:1", "is so")
    imported = draft.finish("bot")
    assert all(each.found == each.carried + each.listed for each in imported.counts.values())
    assert sum(each.found for each in imported.counts.values()) == len(parts)
    assert len(imported.left_out) == sum(not kept for _, _, kept in parts)


# ----- what comes out ----------------------------------------------------------------------------


def _talk(draft: Draft) -> None:
    greet, human = draft.intent("grüßen"), draft.intent("mensch")
    draft.label(greet, "Hallo")
    draft.label(human)
    key = draft.text(draft.name("text", "hello"), ["Guten Tag: {name} #1!", "- Hallo"])
    draft.slot("name", level="personal")
    track = draft.step("track", ask=["name"], do=draft.action("lookup"))
    draft.steps[track]["when"] = {"found": draft.end(), "failed": draft.handoff()}
    draft.shares("lookup", ["found", "failed"])
    draft.start = draft.step("hello", say=key, choose={greet: track, human: draft.handoff()})
    draft.anywhere += [{"hear": greet, "goto": track}, {"hear": human, "goto": draft.handoff()}]


def test_an_import_is_saved_and_loaded_as_it_is(tmp_path: Path) -> None:
    """The files on disk are the flow that the import shows; a handoff has all it needs."""
    draft = Draft(locales=["de", "en"])
    _talk(draft)
    draft.utterance("hallo  zusammen", "grüßen")
    imported = draft.finish("Müller & Söhne")
    imported.save(tmp_path / "out")
    loaded = load_flow(tmp_path / "out")
    assert loaded.texts.by_locale == imported.flow.texts.by_locale
    assert list(loaded.steps) == list(imported.flow.steps)
    assert loaded.name == "Müller & Söhne"
    loaded.require_sound("HFPC")
    assert not [f for f in loaded.check() if f.code in ("H001", "H002", "H003")]
    assert (tmp_path / "out/utterances.jsonl").read_text("utf-8").count("hallo zusammen") == 1
    assert "hours, waiting times" in (tmp_path / "out/LEFT_OUT.md").read_text("utf-8")


def test_a_name_that_leads_nowhere_is_listed() -> None:
    """The export's own dangling names stay dangling, and are said."""
    draft = Draft()
    draft.start = draft.step("hello", then="gone")
    imported = draft.finish("bot")
    assert [(each.kind, each.name) for each in imported.left_out] == [("target", "gone")]


def test_rules_with_the_same_target_are_one_line() -> None:
    """It reads as if written by hand."""
    draft = Draft()
    draft.start = draft.step("hello", end="done")
    for label in ("a", "b", "c"):
        draft.anywhere.append({"hear": draft.intent(label), "visit": "hello"})
    assert "- {hear: [a, b, c], visit: hello}" in draft.finish("bot").flow_yaml


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_written_and_read(variants: list[str], name: str, label: str) -> None:
    """Quotes, colons, emoji and half surrogate pairs: texts come back as they were cleaned."""
    draft = Draft()
    word = draft.intent(name)
    key = draft.text(draft.name("text", label), variants)
    draft.start = draft.step(name, say=key, choose={draft.label(word, label): draft.end()})
    flow = draft.finish(label).flow
    wanted = list(dict.fromkeys(clean(each).strip() for each in variants if clean(each).strip()))
    if key is not None:
        assert list(flow.texts.variants(key, "en")) == wanted
    assert flow.texts.label(word, "en")
