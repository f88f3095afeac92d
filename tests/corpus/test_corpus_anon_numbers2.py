"""Numbers, dates and user names in every spelling and place that mail and chats give them."""

from __future__ import annotations

import re

import pytest

from dialogkit.corpus._anonymize import find_spans

HEALTH = (
    "Meine Versichertennummer ist {M417385902}, falls Sie die brauchen.",
    "Auf der Karte steht {T 220 114 938}, das ist wohl die Versichertennummer.",
    "Krankenversichertennummer: {A123 456 780}",
    "KVNR {K-384-119-205}",
    "Ich bin bei der Musterkasse versichert unter {P719026453}.",
    "Ich bin dort versichert, die Nummer lautet {H 118 337 290}.",
    "bin privat versichert, Mitgliedsnummer {55/118 273-4}",
    "Meine Versicherungsnummer bei der Krankenkasse, oft falsch erfasst, lautet {Q401928374}.",
    "My NHS number is {485 777 3456}.",
    "NHS no. {943-476-5919}",
    "NHS: {9434765919}",
    "my insurance member ID on the card reads {XWH 884 201 993}",
    "Member ID: {W2288 41907}",
    "Insurance ID: {ZGP 903 441 228 01}",
    "the policy holder number on his health card is {8003 2114 9}",
    "Group no. {0448210}, member no. {YRK118820774}",
    "His Medicare number is {1EG4-TE5-MK73}",
    "Medicare card {2953 70241 1}, ref 2",
    "meine Gesundheitskarte hat die Nummer {D 662 190 448}",
    "Sie ist familienversichert über mich, Nummer {R 551 208 734}.",
    "Die Nummer der Versichertenkarte meines Sohnes: {L204 881 375}",
    "Versicherten-Nr.: {E 700 311 582}",
    "Vers.-Nr. {B480112379}",
    "Vers. Nr.: {B 480112379}",
    "Die Kasse führt mich unter {G918274650}",
    "Kennnummer auf der Rückseite der Karte {80 2760 0101 2345 6789 01}",
    "IK {109519005} und Versichertennummer {Z 110 220 334}",
    "eGK-Nummer {N 456 123 987}",
    "health plan ID {KLM4471092}",
    "subscriber ID {H4471 20993}",
    "My member number with the health fund is {0042 887 31}.",
    "patient number {PT-448821}",
    "Hospital number {K 338 201}",
    "MRN {00448712}",
    "PPSN {1234567TA}",
    "My PPS number is {7654321 W}",
)
VAT = (
    "Unsere USt-IdNr. lautet {DE 811 234 567}.",
    "USt-ID {DE811234567}",
    "USt.-IdNr.: {DE-811-234-567}",
    "Umsatzsteuer-Identifikationsnummer {DE 811.234.567}",
    "Bitte die Steuernummer der Firma, {DE129273398}, auf die Rechnung",
    "Rechnung bitte mit UID {ATU 6543 2109}",
    "ATU-Nummer {ATU 654 321 09}",
    "UID {CHE-123.456.788 MWST}",
    "MWST-Nr. {CHE-123.456.788}",
    "VAT number {GB 123 4567 82}",
    "VAT Reg. No: {123 4567 82}",
    "VAT no. {IE 6388047V}",
    "btw nummer {NL 8112.34.567.B01}",
    "BTW-nr. {NL811234567B01}",
    "TVA {FR 40 303 265 045}",
    "TVA intracommunautaire : {FR40303265045}",
    "VAT {BE0428.759.497}",
    "VAT ID {IT 0774 3110 157}",
    "P.IVA {IT07743110157}",
    "NIF {B-58378431}",
    "VAT: {ES B58378431}",
    "ES VAT {ESX1234567L}",
    "NIP {8567346215}",
    "DIČ {CZ25123891}",
    "VAT {SE 556 188 840 401}",
    "momsnummer {SE556188840401}",
    "CVR {13585628}",
    "VAT {FI 2077 4740}",
    "VAT {HU12892312}",
    "VAT {EL 094259216}",
    "VAT {PT 501 964 843}",
    "VAT {RO 18547290}",
    "VAT {BG175074752}",
    "VAT {SK 2022749619}",
    "VAT {HR 33392005961}",
    "VAT {LT 119511515}",
    "VAT {LV 4000 3521 600}",
    "VAT {EE 100 931 558}",
    "VAT {MT 11679112}",
    "VAT {CY 10259033P}",
    "VAT {XI 123 4567 82}",
    "our VAT ID, which you keep leaving off the invoice, is {DE 136 695 976}",
    "Auf der Rechnung fehlt unsere Ust-ID, die ist {de 136695976}.",
    "ust-idnr {de136695976}",
    "the number we trade under for tax is {GB 980 7806 84}",
    "{DE 136 695 976} steht auf dem Briefkopf",
)
USERS = (
    "mein Benutzername ist {nordlicht}",
    "Ich bin als {wurzelpeter} angemeldet.",
    "login {hm_2201}",
    "In eurem Forum bin ich unter dem Namen {Moosgrün} unterwegs.",
    "Nutzername: {Quietsche-Ente}",
    "User: {heidi1954}",
    "username - {tidywhisk}",
    "My username, in case you need it, is {gullwing}.",
    "under the handle {paperlantern}",
    "My handle on there is {saltmarsh_kate}",
    "I signed up as {fennelrye}",
    "my login's {jpw44}",
    "My account name is {Thornbury_Lad}",
    "the account is called {thornburylad}",
    "screen name {mrspickle}",
    "insta: {mrspicklebakes}",
    "auf Insta bin ich {backfeelina}",
    "auf Kleinanzeigen heiße ich {Schrauber-Klaus}",
    "My eBay ID is {gearhead_uk}",
    "Verkäufer {schatzkiste24}",
    "He goes by {Grimlock} on Discord",
    "Discord {grimlock.exe}",
    "Skype: {fuchsbau.h}",
    "Threema {8XK2PLQ7}",
    "Xbox: {GrimlockTV}",
    "twitter {@grimlock}",
    "Mein Nick ist {Grimlock}",
    "Nick: {Grimlock}",
    "Profil: {grimlock_de}",
    "mein Account heißt {leseratte}",
    "Kennung {ab12345}",
    "Benutzerkennung {mmue0042}",
    'Benutzername "{hmeier}"',
    "der Benutzername {hmeier} wird nicht erkannt",
    "logged in as {hmeyer}",
    "when I sign in as {hmeyer} nothing happens",
    "Passwort lautet {Sonnenblume7}",
    "PIN: {4471}",
    "the password I set is {Bluebell#9}",
    "my son's Roblox username is {tinywizard_09}",
    "The user {skylark} keeps sending me messages.",
    "Der User {feldlerche88} beleidigt mich.",
    "On the forum I'm {skylark}",
    "Mein Alias: {Feldlerche}",
    "paypal.me/{feldlerche}",
    "Wer bin ich? {feldlerche_92}, steht doch oben.",
    "reviewer name {wintergreen}",
    "mein Kanal {wintergruentv}",
    "my snap is {winter.g}",
    "WLAN-Name {Wintergruen5G}",
)
BIRTHS = (
    "geburtsdatum {zweiter vierter einundachtzig}",
    "date of birth is {twelve seven sixty}",
    "Kinder: Mia ({4.7.2017}), Ben ({9.1.2020})",
    "born on the {3rd of May 1984}",
    "I was born {3 May 1984}",
    "born {03/05/84}",
    "born {3/5/1984}",
    "DOB: {03 05 1984}",
    "d.o.b. {3 May 84}",
    "date of birth is {03.05.1984}",
    "Date of birth: {May 1984}",
    "my birthday is {May 3rd}",
    "my daughter's birthday is {14 September 2016}",
    "his dob is {14/9/16}",
    "she turns 8 on the {14th of September}",
    "He will be 40 on {3 May}",
    "my 40th is on {3 May}",
    "on {3 May 1984} I was born in a small town",
    "Patient: X ({03/05/1984})",
    "geb. am {03.05.1984}",
    "geb. {3. Mai 1984}",
    "geboren am {3. Mai 1984}",
    "geboren {1984}",
    "ich bin am {3. Mai 1984} geboren",
    "ich bin {3.5.84} geboren",
    "mein Geburtsdatum ist der {3. Mai 1984}",
    "Mein Geburtsdatum, wie es im Ausweis steht, ist der {3.5.1984}",
    "Geb.-Datum: {03.05.84}",
    "GebDat {03.05.1984}",
    "*{12.04.61}",
    "(*{12.04.1961})",
    "Müller, *{12.04.61}",
    "Der Geburtstag meiner Tochter ist der {14. September}",
    "mein Geburtstag ist am {14.9.}",
    "sie hat am {14. September} Geburtstag",
    "Meine Mutter wird am {3. Mai} achtzig",
    "Mein Vater ist am {3. Mai} siebzig geworden",
    "Unser Sohn kam am {14.09.2016} zur Welt",
    "Das Kind, geboren am {vierzehnten September}, schläft",
    "geboren am {vierzehnten September neunzehnhundertachtundachtzig}",
    "Geburtsdatum {1988-09-14}",
    "Geburtsdatum {14/09/88}",
    "Geburtsdatum {14 09 88}",
    "Geburtsdatum {14.Sept.1988}",
    "Geburtsdatum {14. Sept. '88}",
    "der am {14.09.1988} geborene Kläger",
    "mein Mann, {14.09.1958}, ist pflegebedürftig",
    "Bitte ergänzen Sie: {14.09.1958}",
    "zur Bestätigung mein Geburtsdatum {14.09.2001}",
    "my security answer is {14 Sept 1958}",
    "born in {1958}",
    "I was born on {14th Sept. 1958}",
    "birthdate {09-14-1958}",
    "b. {14 Sept 1958}",
    "geb. {14.9.}",
    "am Tag der Geburt unseres Sohnes, dem {14.09.2023}",
    "You have my date of birth wrong. It should be {14 September 2008}.",
    "Meine Tochter ist am {2. August 2015} geboren, mein Sohn am {11. Januar 2018}.",
    "Born: {2 August 2015}",
    "er ist am {14.09.} geboren",
    "mein Geburtstag war am {14. September}",
    "Geburtstagsgutschein: mein Geburtstag ist {14.9.1958}",
    "am {14. September} feiert sie ihren 80. Geburtstag",
    "for her 80th birthday on {14 September}",
)
REFERENCES = (
    "Rechnungen {4471/22} und {4472/22}",
    "mine is {T/771/S} and my reference is {T/717/S}",
    "meine Kundennummer lautet {vier vier eins null zwo}",
    "die nummer vom auftrag ist {rp 20 4471}",
    "my customer number i think is {4410-22}",
    "Auf dem Zettel steht {R-0771}.",
    "Vorgang {88213}",
    "Ihr Zeichen: {HB 22-118}",
    "Versicherungsschein {VS 55 2217-8}",
    "Zähler {1EMH0012345678}",
    "Marktlokation {50312288419}",
    "PNR: {XKQPLM}",
    "Reservierung {HH2218}",
    "case {22184}",
    "ref {2218/JM}",
    "membership no {22 184}",
    "booking {BX22184}",
    "order {22184}",
    "my order from 3 May, number {22184},",
    "Rechnung Nr. {118/2023}",
    "Bestellnr {22184}",
    "Auftr.-Nr. {22184}",
    "Mahnung {22184}",
    "Gutachten {22184}",
    "Störungsnummer {22184}",
    "Paketnummer {0118 4471 2203 99}",
    "Rücksendenummer {RS-22184}",
    "Beschwerdenummer {22184}",
    "incident {INC0022184}",
    "crime reference number {22/18447/23}",
    "permit {P22184}",
    "fine {22184}",
    "Vertrag {22184}",
    "Kd-Nr {22184}",
    "Ich bin Kunde seit 2008 mit der Nummer {22184}",
    "{22184} ist meine Bestellnummer",
    "A/C {22184}",
    "Konto {532 013 000}",
    "customer number that was printed on the letter is {22184}",
    "Matr.-Nr. {1182203}",
    "Kartennummer {22184471}",
    "Bahncard {7081 4111 8220 3394}",
    "subscriber no {22184}",
    "Mieternummer {22-184-3}",
    "rent account {22184}",
    "Gläubiger-ID {DE98ZZZ09999999999}",
    "loan account {22184471}",
    "S/N {22184K}",
    "e-ticket {220-1182203394}",
    "voucher {22184471}",
    "Referenz {KL/22184}",
    "Gesch.-Z.: {4471-22/B}",
    "Forderung {22184/1}",
    "file reference {FRALH 22184}",
)
OTHERS = (
    "Kennzeichen {DT-WD 58}",
    "Kennzeichen {dt wd 58}",
    "Kennzeichen {DT-WD 58E}",
    "mein Auto ({DT WD 58})",
    "das Kennzeichen ist {DT WD58}",
    "Kfz-Kennzeichen {M AB 1234}",
    "der rote Golf, {HH-XY 99}, steht in der Einfahrt",
    "{B KK 4711} parkt vor meiner Garage",
    "ein silberner Opel mit Hamburger Kennzeichen {HH XY 99}",
    "mit Wechselkennzeichen {HH-XY 9 / 9}",
    "reg {AB12CDE}",
    "reg no {AB 12 CDE}",
    "plate {ABC 123D}",
    "the van ({YK19 ZZT}) blocked us",
    "a blue Corsa {YK19 ZZT}",
    "Northern Irish plate {AIG 1234}",
    "reg {191 D 12345}",
    "license plate {ABC-1234}",
    "Kennzeichen {W-12345 X}",
    "Kennzeichen {GU-123 AB}",
    "Kennzeichen {ZH 123 456}",
    "Auto mit Nummer {ZH 123'456}",
    "plaque {AB-123-CD}",
    "Kennzeichen {WAW 1234K}",
    "mein Kennzeichen hat sich geändert, neu ist {LÖ-KP 220}",
    "Durchwahl {412}",
    "{1-800-555-0123}",
    "CVV {118}",
    "die letzten vier Ziffern meiner IBAN sind {6199}",
)
HARMLESS = (
    "Der Artikel 22184 ist leider ausverkauft.",
    "Artikelnummer 22184 hätte ich gern in Blau.",
    "Laut § 312 BGB habe ich 14 Tage Widerrufsrecht.",
    "The price went up from 1,299 to 1,499 pounds.",
    "Mein Benutzername ist falsch.",
    "Mein Passwort ist weg.",
    "my password is not working",
    "The username is already taken.",
    "Ich bin als Gast angemeldet.",
    "I'm logged in as a guest.",
    "The user experience is terrible.",
    "Das Login klappt nicht.",
    "login fails every time",
    "The PIN has 4 digits.",
    "Die PIN muss 6 Stellen haben.",
    "The claim was for 2500 pounds.",
    "In this case 1200 people were affected.",
    "in diesem Fall 1500 Euro",
    "Tacho 120000 km",
    "RTX 4090 24 GB",
    "Bosch WAN28232",
    "Sony WH-1000XM4",
    "discount code SUMMER20",
    "Auto mit 150 PS",
    "Der Tarif wird am 3. Mai 80 Cent teurer.",
    "Mein Geburtstag ist bald.",
    "my birthday is next week",
    "On 14 September 2023 I ordered a kettle.",
    "Ein Käufer behauptet, nie was bekommen zu haben.",
    "I can't find the order number, it was about 1500 pounds in total.",
    "Die Bestellnummer habe ich leider nicht, gekauft habe ich im Mai 2023.",
)


def left_readable(marked: str) -> list[str]:
    """Identifiers between braces of which a letter or digit is not found."""
    text, wanted, at = "", [], 0
    for match in re.finditer(r"\{(.*?)\}", marked):
        text += marked[at : match.start()]
        wanted.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    covered = {i for span in find_spans(text) for i in range(span.start, span.end)}
    return [
        text[start:end]
        for start, end in wanted
        if any(text[i].isalnum() and i not in covered for i in range(start, end))
    ]


@pytest.mark.parametrize("marked", HEALTH)
def test_numbers_of_insurers_are_found(marked: str) -> None:
    """What a health insurer or a state gives, under any name and in any grouping."""
    assert not left_readable(marked)


@pytest.mark.parametrize("marked", VAT)
def test_vat_numbers_of_all_countries_are_found(marked: str) -> None:
    """Every country's form, with and without gaps, whatever the number is called."""
    assert not left_readable(marked)


@pytest.mark.parametrize("marked", USERS)
def test_user_names_and_passwords_are_found(marked: str) -> None:
    """After any word for an account, with a verb behind or a place before."""
    assert not left_readable(marked)


@pytest.mark.parametrize("marked", BIRTHS)
def test_birth_dates_are_found(marked: str) -> None:
    """Days of birth in digits and words, with the cue before, behind or a sentence away."""
    assert not left_readable(marked)


@pytest.mark.parametrize("marked", REFERENCES)
def test_references_are_found(marked: str) -> None:
    """Numbers of cases, contracts, orders and things, by what they are called."""
    assert not left_readable(marked)


@pytest.mark.parametrize("marked", OTHERS)
def test_plates_and_endings_are_found(marked: str) -> None:
    """Number plates of several countries, extensions, and the last digits of accounts."""
    assert not left_readable(marked)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_names_nobody_stays(text: str) -> None:
    """Products, prices, measures, laws and words about a login are left alone."""
    assert find_spans(text) == []
