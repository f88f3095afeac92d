"""What English messages tell in passing: names under which things run, answers, estates, feasts."""

from __future__ import annotations

import time

import pytest

from dialogkit.corpus._anonymize import _amounts, find_spans, mask
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize.detectors import name_under, street_part


def shown(text: str, *people: str) -> str:
    """``text`` with a type in place of each find."""
    return mask(text, find_spans(text, people))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Moved to an account in the name of P Whitcombe.", "in the name of <PERSON>."),
        ("Booked twice, once as R Okonjo and once on my card", "once as <PERSON> and"),
        ("the account comes up as J Farnsworth on my app", "as <PERSON> on my"),
        ("got a letter for B Hathersage at my address", "for <PERSON> at my"),
        ("the cheque is from W Abernethy", "from <PERSON>"),
        ("left it in 312, its under Lavigne, can you look", "its under <PERSON>, can"),
        ("my appointment is under Macavoy at 3", "under <PERSON> at"),
        ("a scuffle between Kaylan and Brecken on the bus", "<PERSON> and <PERSON> on"),
        ("Two colleagues have left, Keziah Thorn and Bram, since May", "<PERSON> and <PERSON>,"),
        ("new starters: Keziah Thorn, Ignatius and Jory", "<PERSON>, <PERSON> and <PERSON>"),
    ],
)
def test_names_that_things_run_under(text: str, masked: str) -> None:
    """Behind such words stand surnames that no list holds, with or without an initial."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "It's filed under Accessories, and listed under Gardening as well",
        "it's booked under Economy and under Bluetooth in the menu",
        "an argument between Samsung and Apple over a patent",
        "two users, Admin and Guest, are locked",
        "delivered by T Mobile in the end, on E Bikes",
        "my son has his A Level results, is that as good as B Grade",
        "the trip goes from N Yorkshire to S Wales",
        "we saw it on X Factor",
    ],
)
def test_what_else_stands_under_something(text: str) -> None:
    """Categories, firms and letters before words are nobody."""
    assert "<PERSON>" not in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The rent for 88 1/2 Maple Street is late", "for <STREET> is"),
        ("parcel for 12½ Elm Road never came", "for <STREET> never"),
        ("I live at 240-1/2 N Oak Ave", "at <STREET>"),
        ("our office is 14 Prince St, 3rd Fl, please note", "is <STREET><STREET>, please"),
        ("Unit 302-1450 Barclay Street has no heat", "<STREET> has"),
        ("I'm at Woodview Lodge 7 if the van comes", "at <STREET> if"),
        ("it went to the old place on Torc Park 41 again", "on <STREET> again"),
        ("Please send the bill to Ferndale Heights 118", "to <STREET>"),
    ],
)
def test_house_numbers_that_are_odd(text: str, masked: str) -> None:
    """Fractions, units before a number, floors behind it, and the number last."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "add 2 1/2 cups to 1 1/2 Main Courses",
        "We went to Phoenix Park 3 times",
        "we're at Croke Park 40 minutes early",
        "It went to St James Park 2-1 to us",
    ],
)
def test_numbers_that_are_no_house(text: str) -> None:
    """Amounts, times and scores stay."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Rep: And the billing ZIP?\nMe: 02139", "Me: <POSTCODE_TOWN>"),
        ("Rep: ZIP please\nVisitor: its 30318 thanks", "its <POSTCODE_TOWN> thanks"),
        ("Bot: Last four of the card?\nMe: 8841", "Me: <CUSTOMER_NUMBER>"),
        ("Agent: What's the house number?\nUser: 14", "User: <CUSTOMER_NUMBER>"),
        ("Support: May I have your full name?\nVisitor: bram tolliver", "Visitor: <PERSON>"),
        ("Rep: Which city?\nGuest: tukwila", "Guest: <TOWN>"),
        ("Rep: Where are you based?\nMe: just outside Ballinrobe", "outside <TOWN>"),
    ],
)
def test_answers_in_a_transcript(text: str, masked: str) -> None:
    """The question says what the answer is."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rep: what's your name?\nMe: why do you need that",
        "Rep: What city?\nMe: doesn't matter",
        "Rep: What's the plan you want?\nMe: 500 Mbps",
        "Rep: Is your name on the lease?\nMe: yes",
        "Rep: How is the card?\nMe: 8 out of 10",
        "Agent: Can I have the zip code?\nGuest: no",
        "Agent: Will you hold for a moment?",
    ],
)
def test_answers_that_tell_nothing(text: str) -> None:
    """Who asks back, refuses or names an amount tells nothing, nor does an agent's verb."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Plate's 7FK-2LP, scratch on the door mate", "Plate's <PLATE>, scratch"),
        ("my rego's 1AB 2CD", "rego's <PLATE>"),
        ("the license plates were LKJ-2218", "were <PLATE>"),
        ("reg was 05 KE 1193", "was <PLATE>"),
        ("My plate reads 8ZTR-219 on the photo", "reads <PLATE>"),
    ],
)
def test_plates_behind_the_word_for_them(text: str, masked: str) -> None:
    """Between the word and the plate stands "'s", "was", "were" or "reads"."""
    assert masked in shown(text)


def test_plates_that_are_none() -> None:
    """Sizes and weeks behind the same words stay."""
    text = "The name plate is 120 x 60, registration is 12 weeks late, the plate's fallen off"
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("partner was born on Christmas Day 1988", "born on <BIRTH_DATE>"),
        ("DOB's New Year's Eve 1979", "DOB's <BIRTH_DATE>"),
        ("Son's DOB: Boxing Day '11", "DOB: <BIRTH_DATE>"),
        ("my mum turned 70 on Halloween", "on <BIRTH_DATE>"),
        ("He's a Valentine's Day 1975 baby", "a <BIRTH_DATE> baby"),
        ("she was born the day after St Patrick's Day 1966", "born <BIRTH_DATE>"),
    ],
)
def test_births_on_feasts(text: str, masked: str) -> None:
    """A feast is a date where a birth is spoken of."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The shop was closed on Christmas Eve 2022",
        "we got married Christmas Eve 1992",
        "my birthday offer for Easter Sunday has run out",
        "the birthday party on Halloween got cancelled",
    ],
)
def test_feasts_without_a_birth(text: str) -> None:
    """Other feasts tell nobody's birth."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I own the workspace, delete mkowal-old and keep mine", "delete <USERNAME> and"),
        ("close the account jfen-2 and move the rest", "account <USERNAME> and"),
        ("two seats: merge hthorn.alt into my login", "merge <USERNAME> into"),
    ],
)
def test_accounts_to_be_dropped(text: str, masked: str) -> None:
    """What is done to an account leads to its name."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please remove the add-on and the e-bill from my account",
        "Can you deactivate auto-top-up on my account?",
        "reset my wi-fi password, and keep the pre-order on my account",
        "delete report.pdf from the account",
    ],
)
def test_things_of_an_account_that_are_dropped(text: str) -> None:
    """Words with a hyphen and files are no user names."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("joe the gate code is 7 again", "Joe (north team)"),
        ("bill the account is locked again", "Bill Yates"),
        ("joe i've sent the form", "Joe Brannigan"),
    ],
)
def test_participants_spoken_to_at_the_head(text: str, name: str) -> None:
    """Who is spoken to first in small letters is meant, whatever the word means besides."""
    assert shown(text, name).startswith("<PERSON> ")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("will the driver still be here at 5", "Will Hayes"),
        ("may i have a refund", "May Lowe"),
        ("bill the card on file", "Bill Yates"),
    ],
)
def test_verbs_at_the_head(text: str, name: str) -> None:
    """A question or an order begins with the same words."""
    assert shown(text, name) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("is there a Dana living there", "a <PERSON> living"),
        ("There's a Kowalski at our address, is that yours", "a <PERSON> at"),
        ("We got a Brenda here who says she ordered it", "a <PERSON> here"),
        ("Wir haben hier einen Kowalczyk im Haus", "einen <PERSON> im Haus"),
        ("Gibt es eine Brigitte bei uns", "eine <PERSON> bei uns"),
    ],
)
def test_one_of_a_name_who_lives_somewhere(text: str, masked: str) -> None:
    """Who is here, lives there or has this address."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "es gibt eine Hüpfburg, einen Grill und viel Platz",
        "Gibt es eine Hüpfburg bei uns im Hof?",
        "There's a charger at our address, and a Router here",
        "Is there a Lift in the building?",
    ],
)
def test_things_there_are(text: str) -> None:
    """Things are there as well."""
    assert "<PERSON>" not in shown(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The app won't open, my card says MB48213", "MB48213"),
        ("Die app zeigt KD48213 und stürzt ab", "KD48213"),
        ("App zeigt AB12345 als Nutzer und hängt", "AB12345"),
        ("The screen shows an error, the letter says K 4821", "K 4821"),
    ],
)
def test_numbers_of_somebody_that_are_shown(text: str, value: str) -> None:
    """A fault beside them makes them no fault's."""
    at = text.index(value)
    assert not _amounts.is_public(text, at, value)


@pytest.mark.parametrize(
    "text",
    [
        "The dishwasher stops and shows E24, the display blinks",
        "Die Waschmaschine bricht ab, das Display zeigt F08",
    ],
)
def test_codes_of_faults_that_are_shown(text: str) -> None:
    """Short ones are a machine's."""
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Peter Robinson never got back to me",
        "Robert Harris from your team called",
        "I ordered with James Patterson yesterday",
        "My name is Emily Henry",
    ],
)
def test_authors_who_are_called_as_many_are(text: str) -> None:
    """A commonplace pair of names is somebody's whoever writes under it."""
    assert "<PERSON>" in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Agent: Mark she said it was posted", "Agent: <PERSON> she"),
        ("Agent: Bill you can ring us", "Agent: <PERSON> you"),
        ("Agent: Grant they have it", "Agent: <PERSON> they"),
        ("The courier Rafiki was on time", "courier <PERSON> was"),
        ("Olaf never came to fit it", "<PERSON> never"),
    ],
)
def test_people_who_are_spoken_to_behind_a_role(text: str, masked: str) -> None:
    """Verbs and figures that people are called like."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Hope you are well today",
        "Agent: Mark it as done, please",
        "Agent: Can you hold?",
        "Agent: Bill the card on file",
    ],
)
def test_verbs_behind_a_role(text: str) -> None:
    """An agent asks, wishes and orders with the same words."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("it is still under Delacourt I think", "under <PERSON> I"),
        ("The table was booked and is under Thibodeaux", "under <PERSON>"),
        ("an incident between Rosalind and Deepak", "between <PERSON> and <PERSON>"),
    ],
)
def test_unknown_names_under_which_things_still_run(text: str, masked: str) -> None:
    """Words between the lead and "under" stay few."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "it is still under Applecare",
        "The car park is run by Q Park",
    ],
)
def test_products_under_which_things_run(text: str) -> None:
    """A product begins with its firm's name, or stands behind a letter."""
    assert "<PERSON>" not in shown(text)


def test_firms_that_are_at_odds() -> None:
    """Firms quarrel as well."""
    text = "incident between Kodak and Fuji"
    assert "<PERSON>" not in shown(text)
    assert not list(name_under.find("toys for my kids, Paw Patrol and Bluey", Context()))


@pytest.mark.parametrize("words", ["still ", "is both ", "still is "])
def test_rows_of_words_before_under_take_time_by_their_length(words: str) -> None:
    """Twice as many words take twice the time, and no four times as much."""

    def taken(many: int) -> float:
        text = "we booked " + words * many + "x under"
        begin = time.process_time()
        list(name_under.find(text, Context()))
        return time.process_time() - begin

    taken(100)
    short, long = (min(taken(many) for _ in range(3)) for many in (2_000, 8_000))
    assert long < 8 * short + 0.02


@pytest.mark.parametrize(
    ("text", "name", "masked"),
    [
        ("hope it's sorted soon", "Hope Miller", "hope it's"),
        ("hope, it's still broken", "Hope Miller", "<PERSON>, it's"),
        ("bill the two items still open", "Bill Yates", "bill the"),
        ("mark it's still broken", "Mark Lowe", "<PERSON> it's"),
    ],
)
def test_wishes_and_orders_at_the_head(text: str, name: str, masked: str) -> None:
    """A wish begins with a name's word as well, unless a comma follows."""
    assert shown(text, name).startswith(masked)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Rep: And the ordernumber?\nMe: 884120", "Me: <CUSTOMER_NUMBER>"),
        ("Rep: What is the cardholders name?\nMe: bram tolliver", "Me: <PERSON>"),
        ("Rep: What is the accountholders name?\nMe: bram tolliver", "Me: <PERSON>"),
        ("Rep: May I have the booking reference?\nMe: ABX29K", "Me: <CUSTOMER_NUMBER>"),
        ("Rep: What's your account number?\nMe: 4410 882 thanks", "Me: <CUSTOMER_NUMBER> thanks"),
        ("were near Ballinagore so it is a trek", "near <TOWN>"),
        ("no 4g in Ballinagore", "in <TOWN>"),
        ("the 5g is down in Ballinagore", "in <TOWN>"),
        ("my son was born on Haloween 1988", "on <BIRTH_DATE>"),
        ("Midsummers Day 1990 is her birthday", "<BIRTH_DATE> is"),
        ("her date of birth is 4th of July 1980", "is <BIRTH_DATE>"),
    ],
)
def test_spellings_in_one_word(text: str, masked: str) -> None:
    """What is written in one word, or with a digit, is asked for as well."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "My order is Silent Hill 2",
        "meeting is in Conference Hall 2",
        "the ticket is for World Court 5",
        "The colour is Forest Green 12",
        "Bot: Can I have the order?\nMe: 2 pizzas",
        "Bot: what's your booking for?\nMe: 4 people",
        "Bot: What is your plan code?\nMe: Basic 100",
        "Bot: error code on the meter?\nMe: E12",
        "vouchers for his birthday, Christmas and Easter",
        "The sale turns 5 on Boxing Day",
        "Date of birth: Easter egg",
        "The container is gone in Portainer",
    ],
)
def test_what_is_no_street_number_birth_or_town(text: str) -> None:
    """Games, halls, colours, orders, sales and programs."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I live at Mulberry Court 5", "at <STREET>"),
        ("My address is Ashfield Green 12", "is <STREET>"),
        ("the parcel for Rathmore Lodge 7", "for <STREET>"),
        ("her birthday is Boxing Day", "is <BIRTH_DATE>"),
        ("My nan turns 90 on Christmas Eve", "on <BIRTH_DATE>"),
        ("he was born on Boxing Day", "on <BIRTH_DATE>"),
        ("My date of birth is Christmas Day 1971", "is <BIRTH_DATE>"),
        ("dropped off in Portlaoise and in Portarlington", "in <TOWN>"),
    ],
)
def test_what_is_a_street_a_birth_or_a_town(text: str, masked: str) -> None:
    """Where somebody lives, and when somebody was born."""
    assert masked in shown(text)


@pytest.mark.parametrize("text", ["a 3 1/2 Inch Drive", "a 2 1/2 Hour Walk"])
def test_fractions_of_measures(text: str) -> None:
    """An inch and an hour are no street."""
    assert not list(street_part.find(text, Context()))
