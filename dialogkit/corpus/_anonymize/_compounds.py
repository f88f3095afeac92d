"""German compounds that end as streets do and are none: "Parkplatz 12", "im Aushang", "Quartal 3".

Nearly every other compound of that kind with a number behind it is a street.
"""

from __future__ import annotations

from functools import lru_cache

from dialogkit.corpus._anonymize._words import folded_set

__all__ = ["NO_STREETS", "is_no_street"]

NO_STREETS = folded_set(
    # -platz
    "parkplatz arbeitsplatz sitzplatz stellplatz liegeplatz stehplatz fensterplatz gangplatz "
    "zeltplatz schlafplatz ladeplatz speicherplatz stammplatz ersatzplatz kitaplatz pflegeplatz "
    "therapieplatz heimplatz praktikumsplatz tabellenplatz studienplatz ausbildungsplatz "
    "campingplatz tennisplatz golfplatz listenplatz startplatz warteplatz spielplatz "
    "betreuungsplatz krippenplatz hortplatz kursplatz seminarplatz tischplatz sofaplatz bootsplatz "
    "abstellplatz umschlagplatz flugplatz fußballplatz hundeplatz reitplatz lagerplatz rastplatz "
    "podestplatz podiumsplatz rangplatz medaillenplatz behandlungsplatz logenplatz freiplatz "
    "einzelplatz doppelplatz tiefgaragenplatz garagenplatz außenplatz innenplatz grillplatz "
    "bolzplatz bauplatz schulungsplatz einstellplatz dauerparkplatz behindertenparkplatz "
    "kundenparkplatz stellenplatz "
    # -weg, -steig, -stieg, -pfad, -gang
    "umweg rückweg heimweg hinweg ausweg radweg gehweg fußweg feldweg schulweg arbeitsweg "
    "versandweg rechtsweg dienstweg wanderweg fluchtweg rettungsweg zahlungsweg lösungsweg "
    "lieferweg transportweg bremsweg federweg hubweg seitenweg halbweg durchweg vertriebsweg "
    "kommunikationsweg bestellweg anfahrtsweg ausbildungsweg bildungsweg beschwerdeweg postweg "
    "bahnsteig bürgersteig aufstieg abstieg einstieg ausstieg umstieg anstieg "
    "ausgang eingang zugang abgang übergang durchgang rundgang vorgang lehrgang jahrgang umgang "
    "rückgang untergang hergang waschgang spülgang schleudergang schongang rückwärtsgang "
    "arbeitsgang studiengang bildungsgang tagesgang hauptgang nebengang stuhlgang posteingang "
    "zahlungseingang wareneingang warenausgang geldeingang notausgang hintereingang nebeneingang "
    "haupteingang kellereingang seiteneingang wohnungseingang hauseingang usbeingang tarifübergang "
    # -ring, -ufer, -allee, -damm, -wall
    "schlüsselring dichtungsring ohrring ehering fingerring verlobungsring dichtring gummiring "
    "nasenring schwimmring kolbenring rettungsring boxring engineering catering monitoring hering "
    "scoring mentoring offspring frühling reifendamm dammring klemmring sprengring zahnring "
    # -hof, -garten, -park, -markt
    "bahnhof friedhof bauernhof innenhof hinterhof schulhof hauptbahnhof busbahnhof betriebshof "
    "wertstoffhof bauhof recyclinghof reiterhof ponyhof gasthof gerichtshof "
    "kindergarten biergarten wintergarten vorgarten tiergarten schrebergarten kleingarten "
    "gemüsegarten dachgarten schulgarten freizeitpark fuhrpark stadtpark tierpark nationalpark "
    "windpark solarpark vergnügungspark erlebnispark wohnmobilpark maschinenpark skatepark "
    "supermarkt baumarkt flohmarkt weihnachtsmarkt wochenmarkt getränkemarkt elektromarkt "
    "drogeriemarkt fachmarkt arbeitsmarkt aktienmarkt wohnungsmarkt strommarkt verbrauchermarkt "
    "gartenmarkt möbelmarkt biomarkt media-markt mediamarkt binnenmarkt "
    # -feld, -grund, -hang, -höhe, -blick, -bogen, -winkel, -tal
    "textfeld eingabefeld suchfeld datenfeld formularfeld pflichtfeld kommentarfeld bemerkungsfeld "
    "betrefffeld adressfeld spielfeld kochfeld induktionskochfeld glaskeramikkochfeld bedienfeld "
    "tastenfeld umfeld vorfeld testfeld themenfeld berufsfeld zahlenfeld mittelfeld sichtfeld "
    "handlungsfeld arbeitsfeld magnetfeld schlachtfeld wortfeld zielfeld auswahlfeld codefeld "
    "namensfeld passwortfeld ziffernfeld kästchenfeld tätigkeitsfeld starterfeld ceranfeld "
    "hintergrund vordergrund untergrund kündigungsgrund ablehnungsgrund beweggrund rückgabegrund "
    "retourengrund fehlergrund hauptgrund nebengrund meeresgrund widerrufsgrund sperrgrund "
    "anhang aushang vorhang überhang zusammenhang umhang abhang behang duschvorhang "
    "schadenshöhe kostenhöhe beitragshöhe arbeitshöhe sitzhöhe raumhöhe deckenhöhe tischhöhe "
    "schrankhöhe einbauhöhe gesamthöhe bauhöhe körperhöhe flughöhe absatzhöhe zaunhöhe ladehöhe "
    "rechnungshöhe betragshöhe zinshöhe topfhöhe nischenhöhe anhöhe arbeitsplattenhöhe "
    "überblick augenblick einblick rückblick ausblick durchblick hinblick anblick lichtblick "
    "meerblick seeblick bergblick "
    "fragebogen bewertungsbogen anmeldebogen erhebungsbogen aufnahmebogen meldebogen antwortbogen "
    "beobachtungsbogen anamnesebogen regenbogen ellenbogen prüfbogen etikettenbogen druckbogen "
    "blickwinkel neigungswinkel betrachtungswinkel drehwinkel weitwinkel öffnungswinkel "
    "lenkwinkel abstrahlwinkel montagewinkel toter-winkel "
    "quartal portal digital kapital hospital total metall pedal skandal regal pokal lokal original "
    "signal kanal material personal terminal tribunal ritual arsenal mental vertikal horizontal "
    "zeitkanal kundenportal onlineportal internetportal serviceportal mieterportal "
    # -tor, -see, -bach, -berg, -burg, -stein, -brücke, -mühle, -garten
    "motor monitor doktor direktor reaktor sektor faktor transistor kondensator generator rotor "
    "editor investor traktor autor senator ventilator kantor kontor mentor tutor rektor inspektor "
    "moderator kompressor projektor detektor rektor katalysator akkumulator stabilisator "
    "isolator indikator tenor organisator koordinator administrator operator vektor "
    "garagentor rolltor gartentor eigentor sektionaltor schiebetor gegentor siegtor führungstor "
    "ostsee nordsee bodensee übersee schneeseen "
    "zahnstein nierenstein grabstein bordstein pflasterstein ziegelstein legostein backstein "
    "baustein meilenstein edelstein feuerstein kalkstein "
    "zahnbrücke eselsbrücke waagbrücke kaffeemühle pfeffermühle getreidemühle salzmühle "
    "gewürzmühle tretmühle weinberg schuldenberg müllberg wäscheberg fleischberg "
    # -kamp, -bruch, -holz, -wald, -wiese, -eck, -zeile, -reihe, -steg, -kai, -terrasse, -stiege
    "abbruch einbruch ausbruch umbruch vertragsbruch rohrbruch wasserrohrbruch leitungsbruch "
    "steinbruch beinbruch achsenbruch glasbruch zusammenbruch schiffbruch knochenbruch "
    "brennholz kaminholz sperrholz bauholz spielwiese liegewiese regenwald märchenwald "
    "dreieck viereck rechteck vieleck betreffzeile kopfzeile fußzeile schlusszeile titelzeile "
    "menüzeile befehlszeile tabellenzeile leerzeile sitzreihe stuhlreihe testreihe versuchsreihe "
    "baureihe tischreihe produktreihe modellreihe buchreihe messreihe hinterreihe vorderreihe "
    "dachterrasse sonnenterrasse holzterrasse gartenterrasse obststiege getränkestiege "
    "bootssteg badesteg laufsteg "
    # -straße
    "einbahnstraße bundesstraße landstraße milchstraße seidenstraße autobahn datenstraße "
    "durchgangsstraße spielstraße waschstraße fertigungsstraße "
    # -graben, -koppel, -heide, -breite, -leite, -allee, -promenade
    "bandbreite sitzbreite schulterbreite durchgangsbreite rahmenbreite reifenbreite spurbreite "
    "strichbreite gesamtbreite schrankbreite türbreite stoffbreite nischenbreite bettbreite "
    "flaniermeile spaziergang streifzug einzelgang kreuzgang laufgang ringgang seitengang"
)
"""Folded."""

_LEAST = 6


@lru_cache(maxsize=1 << 12)
def is_no_street(form: str) -> bool:
    """Whether a folded word is one of them or ends in one ("Textbaustein", "Kundenparkplatz")."""
    return form in NO_STREETS or any(
        form[at:] in NO_STREETS for at in range(1, len(form) - _LEAST + 1)
    )
