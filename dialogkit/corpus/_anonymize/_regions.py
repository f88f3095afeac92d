"""Seas, mountains, islands and regions where people take holidays: no names of houses."""

from __future__ import annotations

from dialogkit.corpus._anonymize._words import folded_set

__all__ = ["REGIONS"]

REGIONS = folded_set(
    "ostsee nordsee mittelmeer adria atlantik bodensee chiemsee gardasee comer luganer starnberger "
    "ammersee tegernsee müritz edersee plattensee wörthersee neusiedler alpen voralpen dolomiten "
    "pyrenäen vogesen karpaten harz eifel rhön spessart odenwald schwarzwald taunus hunsrück "
    "sauerland allgäu oberpfalz franken bayern hessen sachsen thüringen brandenburg mecklenburg "
    "holstein friesland ostfriesland lüneburger heide spreewald erzgebirge fichtelgebirge rügen "
    "usedom sylt amrum föhr fehmarn norderney juist borkum langeoog mallorca ibiza menorca kreta "
    "rhodos korfu sizilien sardinien korsika elba teneriffa madeira toskana umbrien venetien "
    "provence bretagne normandie elsass burgund andalusien katalonien algarve istrien dalmatien "
    "tirol südtirol salzburger zillertal pinzgau steiermark kärnten burgenland vorarlberg tessin "
    "graubünden engadin wallis jütland seeland bornholm småland lappland schottland wales cornwall "
    "devon dorset kent norfolk suffolk yorkshire cumbria highlands cotswolds dales hebrides orkney "
    "shetland skye donegal kerry connemara tuscany umbria brittany normandy dordogne provence "
    "algarve tenerife majorca crete corfu sicily sardinia corsica alps pyrenees"
)
"""Folded; "Ferienhaus Ostsee" is where a house stands, and many do."""
