"""Ways of typing: how texts are changed, what is never touched, and how often a log has each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import Keywords, make_customers

from dialogkit.errors import ParameterError
from dialogkit.simulate import Heard, Spoken
from dialogkit.simulate._fit_forms import forms_in
from dialogkit.simulate._noise import FORMS, KEEP, neighbours, variants
from dialogkit.simulate._pool import Pool

GERMAN = "Wo bleibt mein Paket? Ich habe für <ORDER_NUMBER_1a2b> schon gefragt, bitte prüfen."


def test_each_way_of_typing_changes_the_text_in_its_own_way() -> None:
    """Dots, capitals, marks, dialect, slips and anger each leave their mark."""
    found = variants(GERMAN, "de")
    assert set(found) == set(FORMS)
    assert "fuer" in found["umlauts_spelt_out"]
    assert "fur" in found["umlauts_dropped"]
    assert found["lower_case"].startswith("wo bleibt mein paket?")
    assert "," not in found["dictated"]
    assert "?" not in found["dictated"]
    assert found["dialect"] != GERMAN
    assert GERMAN in found["swears"]
    assert abs(len(found["typos"]) - len(GERMAN)) <= 4


@given(st.text(max_size=120), st.sampled_from(["de", "en", "fr", None]))
def test_ways_of_typing_are_settled_by_the_text_and_keep_pseudonyms(
    text: str, locale: str | None
) -> None:
    """The same text has the same variants; pseudonyms and placeholders stay letter for letter."""
    marked = f"{text} <PHONE_9f3c> {{slot}} {text}"
    found = variants(marked, locale)
    assert found == variants(marked, locale)
    for form, made in found.items():
        assert form in FORMS
        assert made != marked
        kept = [match[0] for match in KEEP.finditer(marked)]
        assert [match[0] for match in KEEP.finditer(made)] == kept


def test_a_text_without_dots_has_no_way_to_leave_them_out() -> None:
    """What would change nothing is left out, so that its share stays with the plain text."""
    assert (
        not {"umlauts_dropped", "umlauts_spelt_out", "lower_case"} & variants("hm ja", "de").keys()
    )


def test_slips_hit_keys_beside_the_right_one() -> None:
    """Z stands beside t on a German keyboard and beside x on an English one."""
    assert "z" in neighbours("t", "de")
    assert "x" in neighbours("z", "en")
    assert neighbours("ß", "en") == ""


def test_shares_of_ways_of_typing_are_found_again() -> None:
    """In a log made of plain and changed texts each way is counted near its share."""
    plain = [
        f"Guten Tag, mein Paket mit der Nummer {n} ist für Müller, wann können Sie es liefern?"
        for n in range(60)
    ]
    texts = [(text, "de") for text in plain]
    assert all(share.value == 0 for share in forms_in(texts).values())
    # a slip at the end of a word, or a word that dialects share with others, tells nothing
    least = {"typos": 0.0, "dialect": 0.15}
    for form in FORMS:
        changed = [variants(text, "de")[form] for text in plain[:20]]
        mixed = [(text, "de") for text in (*changed, *plain[20:])]
        share = forms_in(mixed)[form]
        assert least.get(form, 0.3) < share.value <= 0.35, form
        assert share.low < share.value < share.high
        assert share.n == 60


def test_each_share_has_a_denominator_of_its_own() -> None:
    """Nobody can leave out dots in English, or write a script without capitals in small letters."""
    assert "umlauts_dropped" not in forms_in([("where is my parcel please", "en")])
    assert "lower_case" not in forms_in([("我的 包裹 在 哪里 呢", "zh")])
    assert forms_in([("Schon fertig, die Katze fallt um.", "de")]).get("umlauts_dropped") is None


def test_a_text_keeps_its_random_numbers_when_some_type_otherwise() -> None:
    """The same quantile says the same text, plain or changed, whatever the shares."""
    plain = Pool(make_customers(), Keywords())
    typed = Pool(make_customers(typos=0.3, lower_case=0.2, swears=0.1), Keywords())
    sources = {v: s.text for s in make_customers().spoken for v in variants(s.text, "en").values()}
    different = 0
    for step in range(1000):
        u = (step + 0.5) / 1000
        one, other = plain.pick("parcel_status", "en", u), typed.pick("parcel_status", "en", u)
        assert sources.get(other.text, other.text) == one.text
        different += one != other
    # these texts are in small letters already, so only slips and anger change them
    assert different == pytest.approx(400, abs=3)


def test_what_nobody_does_costs_nothing() -> None:
    """With all shares at 0 the pool holds the plain texts alone, with their own weights."""
    ends, lines = Pool(make_customers(), Keywords()).table("parcel_status", "en")
    assert [line.text for line in lines] == ["where is my parcel", "still nothing here"]
    assert ends == [1.0, 2.0]


def test_a_pool_takes_other_shares_without_asking_the_classifier_again() -> None:
    """What-ifs move the shares; the texts and what is heard of them stay."""
    customers = make_customers(swears=0.5)
    pool = Pool(customers, Keywords())
    assert pool.typed_by(customers) is pool
    calm = pool.typed_by(customers.with_values(swears=0.0))
    assert len(calm.table("complaint", "en")[1]) == 1
    assert len(pool.table("complaint", "en")[1]) == 2


def test_shares_above_one_are_scaled_down() -> None:
    """One message is typed in one way at most."""
    pool = Pool(make_customers(swears=0.9, typos=0.9), Keywords())
    ends, lines = pool.table("complaint", "en")
    assert ends[-1] == pytest.approx(1.0)
    assert ends[0] == pytest.approx(0.0)
    assert len(lines) == 3


def test_texts_heard_by_other_classifiers_need_their_variants_heard_too() -> None:
    """A classifier taught with a text would flatter the bot on its variants: refused."""
    heard = Heard(label="parcel_status", confidence=0.9)
    one = Spoken(text="where is my parcel", locale="en", meant={"parcel_status": 1.0}, heard=heard)
    customers = replace(make_customers(swears=0.1), spoken=(one,))
    with pytest.raises(ParameterError, match="under typing in"):
        Pool(customers, Keywords())
    typed = replace(one, typed={"swears": ("parcel, idiots", Heard(label=None, confidence=0.2))})
    pool = Pool(replace(customers, spoken=(typed,)), Keywords())
    assert pool.pick("parcel_status", "en", 0.95).understood is None
