"""German and English words that do not tell what a message is about; faults are of anything."""

from __future__ import annotations

__all__ = ["COMMON_STEMS", "stem"]

_WORDS = """
    danke dank dankeschön merci grüße gruß geehrte geehrter damen herren freundlichen lieber liebes
    hochachtungsvoll dear regards cheers moin servus prima perfekt perfect great lovely brilliant
    madam sirs
    kaputt defekt gestört ausgefallen abgestürzt undicht verstopft blockiert gesperrt unterbrochen
    eingefroren broken dead leaking stuck blocked clogged failed failing crashed
    frozen faulty offline
    abend abends aber able about actual actually after afternoon again alle allem allen alles
    already also alte alten always andere anderen anderes anders anybody anyone anything april
    around auch august away back bald because become bedeutet been before began beide beiden
    being bekam bekomme bekommen bekommst bekommt below bereits besser best besten better
    between bevor bisschen bist bitte bleibt bloß both brauche brauchen brauchst braucht bring
    bringen bringt brought bräuchte call called came cannot case cause check come coming could
    course dabei dafür daher damit danach dann daran darauf darf darfst dass dauern dauert davon
    days dazu december dein deine deinem deinen denen denke denn deren deshalb dessen dezember
    dich dienstag diese diesem diesen dieser dieses doch does doing done donnerstag dont dort
    down drauf drin durch dürfen dürfte each eben eigentlich eine einem einen einer eines
    einfach einige einigen einmal else email endlich enough erst etwa etwas euch euer eure eurem
    euren even evening ever every everything fast februar february find finde finden findet
    first found frage fragen freitag friday from früher funktioniert ganz gave geben gebt gehen
    geht geht's gehts genau gerade gern gerne gesagt gestern getting gibt gibts ging gingen give
    gives glad glaube gleich going gone gonna good gotten grad groß gute guten guter gutes habe
    haben habt hallo halt happen happened hast hatte hatten have having hear heard heiße heißt
    held hello here heute hier hilfe hoffe hold hope hours however hätte hätten hättest ihnen
    ihre ihrem ihren ihrer ihres ihrs immer into irgendwann irgendwas irgendwie irgendwo jahr
    jahre jahren januar january jede jedem jeden jeder jedes jemand jetzt juli july june juni
    just kamen kann kannst keep kein keine keinen kind klappt klein knew know komme kommen
    kommst kommt konnte kosten kostet können könnt könnte könnten lange langsam last later least
    leave left leider less letzte liebe like little long look looking läuft mache machen machst
    macht made make makes making manche mancher many march maybe mean means mehr mehrere mein
    meine meinem meinen meiner mich might mine minute minuten minutes mittag mittwoch monat
    monate monday montag month months more morgen morgens morning most much muss musste must
    myself märz möchte möchten müssen müsste müssten nach nachher nachmittag nacht name near
    need needed needs nehme nehmen neue neuen neuer neues never next nice nicht nichts night
    nimmt nirgends noch nochmal none nothing november number nummer october oder often ohne okay
    oktober once only onto other ours over paar part passiert passt past perhaps place please
    possible pretty question quick quickly quite rather raus ready really rein reply richtig
    right sage sagen sagt sagte said same samstag saturday says schicken schickt schlecht
    schnell schon seem seems seen sehe sehen sehr sein seine seinem seinen seiner seit selber
    selbst send sent september several shall short should show sich side since sind sofort sogar
    soll sollen sollte sollten some something sometimes somewhere sonntag sonst soon sorry sort
    später start started stay stehen steht still stop stunde stunden such sunday super sure tage
    tagen take taken takes taking talk tell tells than thank thanks that thats their them
    themselves then there these they thing things think this those thought through thursday time
    today together told tomorrow tonight took toward tried trotzdem trying tuesday turn turned
    type under unser unsere unserem unseren unsern unter until used using very viel viele vielen
    vielleicht vormittag wait waiting wann want wanted wants waren warte warten warum wednesday
    week weekend wegen weil weiter weitere weiteren weiß weißt welche welchen welcher welches
    well wenn went werde werden were what whats when where whether which while whole whose
    wieder wieso will wird wirklich wish wissen with within without woche wochen wochenende wohl
    wollen wollte wonder wondering wont word work working works would write wrote wurde wurden
    wäre wären wärst würde würden würdest wüsste yeah year years yesterday your youre yours zeit
    ziemlich zuerst zuletzt zurück zusammen zwei über überall übrigens
"""
_STEM = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": None})


def stem(word: str) -> str:
    """The first six letters: endings of German and English words are shorter than their stems."""
    return word[:_STEM]


COMMON_STEMS = frozenset(stem(word.translate(_UMLAUTS)) for word in _WORDS.split())
"""In small letters, of four letters or more, umlauts written out."""
