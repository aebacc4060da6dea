"""Names of States beside those of the United Nations, and their adjectives: "from Libyan stocks" names a State."""

from __future__ import annotations

import re
from collections.abc import Iterable

from components.text.words import LANGUAGES, words

_EVERYDAY = {
    "ARE": ("UAE", "EAU", "Emirates", "Émirats", "Emiratos"),
    "CZE": ("Czech Republic", "République tchèque", "República Checa"),
    "GBR": ("United Kingdom", "UK", "Royaume-Uni", "Reino Unido", "Great Britain"),
    "IRN": ("Iran", "Irán"),
    "KOR": ("South Korea", "Corée du Sud", "Corea del Sur"),
    "PRK": ("North Korea", "Corée du Nord", "Corea del Norte"),
    "RUS": ("Russia", "Russie", "Rusia"),
    "TUR": ("Turkey", "Turquie", "Turquía"),
    "USA": ("United States", "USA", "États-Unis", "Estados Unidos", "EE. UU.", "EE.UU."),
    "VEN": ("Venezuela",),
}
#: Adjectives and names of nationals in English, French and Spanish, as patterns. Latin America is no State.
_ADJECTIVES = {
    "AGO": r"angolans?|angolaise?s?|angoleñ[oa]s?",
    "ALB": r"albanians?|albanaise?s?|alban[eé]s(?:a|es|as)?",
    "ARE": r"emiratis?|émirati(?:e|s|es)?|emiratíe?s?",
    "AUS": r"australians?|australien(?:ne)?s?|australian[oa]s?",
    "AUT": r"austrians?|autrichien(?:ne)?s?|austriac[oa]s?",
    "BEL": r"belgians?|belges?|belgas?",
    "BEN": r"beninese|béninoise?s?|benin[eé]s(?:a|es|as)?",
    "BFA": r"burkinab[eèé]s?",
    "BGR": r"bulgarians?|bulgares?|búlgar[oa]s?",
    "BLR": r"belarusians?|biélorusses?|bélarussien(?:ne)?s?|bielorrus[oa]s?",
    "BRA": r"brazilians?|brésilien(?:ne)?s?|brasileñ[oa]s?",
    "CAF": r"central african",
    "CAN": r"canadians?|canadien(?:ne)?s?|canadienses?",
    "CHE": r"swiss|suisses?|suiz[oa]s?",
    "CHN": r"chinese|chinoise?s?|chin[oa]s?",
    "CIV": r"ivorians?|ivoirien(?:ne)?s?|marfileñ[oa]s?",
    "CMR": r"cameroonians?|camerounaise?s?|cameruneses?|camerun[eé]s(?:a|as)?",
    "COL": r"colombians?|colombien(?:ne)?s?|colombian[oa]s?",
    "CPV": r"cape verdeans?|cap-verdien(?:ne)?s?|caboverdian[oa]s?",
    "CRI": r"costa ricans?|costaricien(?:ne)?s?|costarricenses?",
    "CZE": r"czechs?|tchèques?|chec[oa]s?",
    "DEU": r"germans?|allemande?s?|aleman(?:a|es|as)|alemán",
    "DNK": r"danish|danes?|danoise?s?|danes(?:a|es|as)|danés",
    "DOM": r"dominicans?|dominicaine?s?|dominican[oa]s?",
    "DZA": r"algerians?|algérien(?:ne)?s?|argelin[oa]s?",
    "ECU": r"ecuador(?:ian|ean)s?|équatorien(?:ne)?s?|ecuatorian[oa]s?",
    "EGY": r"egyptians?|égyptien(?:ne)?s?|egipci[oa]s?",
    "ESP": r"spanish|spaniards?|espagnole?s?|español(?:a|es|as)?",
    "FIN": r"finnish|finlandaise?s?|finland[eé]s(?:a|es|as)?",
    "FRA": r"french|français(?:e|es)?|franc[eé]s(?:a|es|as)?",
    "GBR": r"british|britanniques?|británic[oa]s?",
    "GEO": r"georgians?|géorgien(?:ne)?s?|georgian[oa]s?",
    "GHA": r"ghanaians?|ghanéen(?:ne)?s?|ghan[eé]s(?:a|es|as)?",
    "GIN": r"guineans?|guinéen(?:ne)?s?|guinean[oa]s?",
    "GMB": r"gambians?|gambien(?:ne)?s?|gambian[oa]s?",
    "HRV": r"croatians?|croates?|croatas?",
    "IDN": r"indonesians?|indonésien(?:ne)?s?|indonesi[oa]s?",
    "IND": r"indians?|indien(?:ne)?s?|indi[oa]s?",
    "IRN": r"iranians?|iranien(?:ne)?s?|iraníe?s?",
    "ISR": r"israelis?|israélien(?:ne)?s?|israelíe?s?",
    "ITA": r"italians?|italien(?:ne)?s?|italian[oa]s?",
    "JOR": r"jordanians?|jordanien(?:ne)?s?|jordan[oa]s?",
    "JPN": r"japanese|japonaise?s?|japon[eé]s(?:a|es|as)?",
    "KOR": r"south koreans?|sud-coréen(?:ne)?s?|surcorean[oa]s?",
    "LBR": r"liberians?|libérien(?:ne)?s?|liberian[oa]s?",
    "LBY": r"libyans?|libyen(?:ne)?s?|libi[oa]s?",
    "MDA": r"moldovans?|moldaves?|moldav[oa]s?",
    "MEX": r"mexicans?|mexicaine?s?|mexican[oa]s?",
    "MRT": r"mauritanians?|mauritanien(?:ne)?s?|mauritan[oa]s?",
    "MYS": r"malaysians?|malaisien(?:ne)?s?|malasi[oa]s?",
    "NGA": r"nigerians?|nigérian[es]*|nigerian[oa]s?",
    "NIC": r"nicaraguans?|nicaraguayen(?:ne)?s?|nicaragüenses?",
    "NLD": r"dutch|néerlandaise?s?|neerland[eé]s(?:a|es|as)?",
    "NOR": r"norwegians?|norvégien(?:ne)?s?|norueg[oa]s?",
    "PAK": r"pakistanis?|pakistanaise?s?|pakistaníe?s?",
    "PAN": r"panamanians?|panaméen(?:ne)?s?|panameñ[oa]s?",
    "PER": r"peruvians?|péruvien(?:ne)?s?|peruan[oa]s?",
    "PHL": r"filipinos?|philippine?s?|filipin[oa]s?",
    "POL": r"poles|polonaise?s?|polac[oa]s?",
    "PRK": r"north koreans?|nord-coréen(?:ne)?s?|norcorean[oa]s?",
    "PRT": r"portuguese|portugaise?s?|portugu[eé]s(?:a|es|as)?",
    "PRY": r"paraguayans?|paraguayen(?:ne)?s?|paraguay[oa]s?",
    "QAT": r"qataris?|qatarien(?:ne)?s?|cataríe?s?",
    "ROU": r"romanians?|roumaine?s?|ruman[oa]s?",
    "RUS": r"russians?|russes?|rus[oa]s?",
    "SAU": r"saudis?|saoudien(?:ne)?s?|saudíe?s?",
    "SDN": r"sudanese|soudanaise?s?|sudan[eé]s(?:a|es|as)?",
    "SEN": r"senegalese|sénégalaise?s?|senegal[eé]s(?:a|es|as)?",
    "SGP": r"singaporeans?|singapourien(?:ne)?s?|singapurenses?",
    "SRB": r"serbians?|serbes?|serbi[oa]s?",
    "SVK": r"slovaks?|slovaques?|eslovac[oa]s?",
    "TCD": r"chadians?|tchadien(?:ne)?s?|chadian[oa]s?",
    "TGO": r"togolese|togolaise?s?|togol[eé]s(?:a|es|as)?",
    "TUR": r"turkish|turcs?|turques?|turc[oa]s?",
    "TWN": r"taiwanese|taïwanaise?s?|taiwan[eé]s(?:a|es|as)?",
    "UKR": r"ukrainians?|ukrainien(?:ne)?s?|ucranian[oa]s?",
    "USA": r"(?<!latin )(?<!central )(?<!south )(?<!inter-)americans?(?! states)|(?<!latino-)américaine?s?|estadounidenses?",
    "VEN": r"venezuelans?|vénézuélien(?:ne)?s?|venezolan[oa]s?",
    "ZAF": r"south africans?|sud-africaine?s?|sudafrican[oa]s?",
}


def names(states: Iterable[str]) -> set[str]:
    """What these States (ISO3) are called in every language."""
    chosen = sorted(states)
    found = {words(language).country(state).replace("’", "'") for language in LANGUAGES for state in chosen}
    return found | {name for state in chosen for name in _EVERYDAY.get(state, ())}


def named(states: Iterable[str]) -> re.Pattern[str]:
    """A pattern of these States (ISO3), by name and adjective in every language."""
    chosen = sorted(states)
    listed = [re.escape(name) for name in sorted(names(chosen), key=len, reverse=True)]
    adjectives = [f"(?i:{_ADJECTIVES[state]})" for state in chosen if state in _ADJECTIVES]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*listed, *adjectives])})(?!\w)") if listed else re.compile(r"(?!)")
