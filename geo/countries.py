"""Countries as the United Nations names them: codes, names in three languages, status."""

from __future__ import annotations

#: Codes of Natural Earth that are no ISO code. A part of a UN member stands inside that member; an area whose status is
#: undetermined keeps a code of its own (ISO 3166 leaves X.. codes to users).
NATURAL_EARTH_CODES = {
    "SDS": "SSD", "SAH": "ESH", "PSX": "PSE", "ALD": "ALA", "KOS": "XKX", "KAS": "XSG", "BRT": "XBT",
    "SOL": "SOM", "CYN": "CYP", "IOA": "AUS", "ATC": "AUS", "BRI": "BRA",
}  # fmt: skip

UNDETERMINED = ("XAB", "XBT", "XHT", "XKX", "XSG")
#: Areas that a map of the United Nations sets apart from the states around them.
SET_APART = ("ESH", *UNDETERMINED)
NON_SELF_GOVERNING = (
    "AIA", "ASM", "BMU", "CYM", "ESH", "FLK", "GIB", "GUM", "MSR", "NCL", "PCN", "PYF", "SHN", "TCA", "TKL", "VGB", "VIR",
)  # fmt: skip
TERRITORIES = (
    "ABW", "ALA", "ATA", "ATF", "BLM", "COK", "CUW", "FRO", "GGY", "GRL", "HKG", "HMD", "IMN", "IOT", "JEY", "MAC", "MAF",
    "MNP", "NFK", "NIU", "PRI", "SGS", "SPM", "SXM", "TWN", "WLF",
)  # fmt: skip

#: UN short names in English, French and Spanish where Natural Earth writes another one.
UN_NAMES: dict[str, tuple[str, str, str]] = {
    "ALA": ("Åland Islands", "Îles d'Åland", "Islas Åland"),
    "BGD": ("Bangladesh", "Bangladesh", "Bangladesh"),
    "BHR": ("Bahrain", "Bahreïn", "Bahrein"),
    "BHS": ("Bahamas", "Bahamas", "Bahamas"),
    "BLR": ("Belarus", "Bélarus", "Belarús"),
    "BOL": (
        "Bolivia (Plurinational State of)",
        "Bolivie (État plurinational de)",
        "Bolivia (Estado Plurinacional de)",
    ),
    "BRN": ("Brunei Darussalam", "Brunéi Darussalam", "Brunei Darussalam"),
    "BTN": ("Bhutan", "Bhoutan", "Bhután"),
    "BWA": ("Botswana", "Botswana", "Botswana"),
    "CHN": ("China", "Chine", "China"),
    "CIV": ("Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"),
    "COD": ("Democratic Republic of the Congo", "République démocratique du Congo", "República Democrática del Congo"),
    "COG": ("Congo", "Congo", "Congo"),
    "CPV": ("Cabo Verde", "Cabo Verde", "Cabo Verde"),
    "CZE": ("Czechia", "Tchéquie", "Chequia"),
    "DJI": ("Djibouti", "Djibouti", "Djibouti"),
    "ESH": ("Western Sahara", "Sahara occidental", "Sáhara Occidental"),
    "FJI": ("Fiji", "Fidji", "Fiji"),
    "FLK": ("Falkland Islands (Malvinas)", "Îles Falkland (Malvinas)", "Islas Malvinas (Falkland Islands)"),
    "FSM": (
        "Micronesia (Federated States of)",
        "Micronésie (États fédérés de)",
        "Micronesia (Estados Federados de)",
    ),
    "GMB": ("Gambia", "Gambie", "Gambia"),
    "GNB": ("Guinea-Bissau", "Guinée-Bissau", "Guinea-Bissau"),
    "HKG": ("China, Hong Kong SAR", "Chine, RAS de Hong Kong", "China, RAE de Hong Kong"),
    "IRN": ("Iran (Islamic Republic of)", "Iran (République islamique d')", "Irán (República Islámica del)"),
    "IRQ": ("Iraq", "Iraq", "Iraq"),
    "KAZ": ("Kazakhstan", "Kazakhstan", "Kazajstán"),
    "KEN": ("Kenya", "Kenya", "Kenya"),
    "KNA": ("Saint Kitts and Nevis", "Saint-Kitts-et-Nevis", "Saint Kitts y Nevis"),
    "KOR": ("Republic of Korea", "République de Corée", "República de Corea"),
    "LAO": (
        "Lao People's Democratic Republic",
        "République démocratique populaire lao",
        "República Democrática Popular Lao",
    ),
    "LBR": ("Liberia", "Libéria", "Liberia"),
    "LSO": ("Lesotho", "Lesotho", "Lesotho"),
    "MAC": ("China, Macao SAR", "Chine, RAS de Macao", "China, RAE de Macao"),
    "MAF": ("Saint Martin (French part)", "Saint-Martin (partie française)", "San Martín (parte francesa)"),
    "MDA": ("Republic of Moldova", "République de Moldova", "República de Moldova"),
    "MMR": ("Myanmar", "Myanmar", "Myanmar"),
    "MWI": ("Malawi", "Malawi", "Malawi"),
    "NGA": ("Nigeria", "Nigéria", "Nigeria"),
    "NLD": ("Netherlands (Kingdom of the)", "Pays-Bas (Royaume des)", "Países Bajos (Reino de los)"),
    "PCN": ("Pitcairn", "Pitcairn", "Pitcairn"),
    "PLW": ("Palau", "Palaos", "Palau"),
    "PNG": ("Papua New Guinea", "Papouasie-Nouvelle-Guinée", "Papua Nueva Guinea"),
    "PRK": (
        "Democratic People's Republic of Korea",
        "République populaire démocratique de Corée",
        "República Popular Democrática de Corea",
    ),
    "PSE": ("State of Palestine", "État de Palestine", "Estado de Palestina"),
    "QAT": ("Qatar", "Qatar", "Qatar"),
    "RUS": ("Russian Federation", "Fédération de Russie", "Federación de Rusia"),
    "RWA": ("Rwanda", "Rwanda", "Rwanda"),
    "SLV": ("El Salvador", "El Salvador", "El Salvador"),
    "STP": ("Sao Tome and Principe", "Sao Tomé-et-Principe", "Santo Tomé y Príncipe"),
    "SUR": ("Suriname", "Suriname", "Suriname"),
    "SWZ": ("Eswatini", "Eswatini", "Eswatini"),
    "SXM": ("Sint Maarten (Dutch part)", "Saint-Martin (partie néerlandaise)", "San Martín (parte neerlandesa)"),
    "SYR": ("Syrian Arab Republic", "République arabe syrienne", "República Árabe Siria"),
    "TKM": ("Turkmenistan", "Turkménistan", "Turkmenistán"),
    "TLS": ("Timor-Leste", "Timor-Leste", "Timor-Leste"),
    "TTO": ("Trinidad and Tobago", "Trinité-et-Tobago", "Trinidad y Tabago"),
    "TUR": ("Türkiye", "Türkiye", "Türkiye"),
    "TWN": ("Taiwan Province of China", "Province chinoise de Taiwan", "Provincia china de Taiwán"),
    "TZA": ("United Republic of Tanzania", "République-Unie de Tanzanie", "República Unida de Tanzanía"),
    "USA": ("United States of America", "États-Unis d'Amérique", "Estados Unidos de América"),
    "VAT": ("Holy See", "Saint-Siège", "Santa Sede"),
    "VEN": (
        "Venezuela (Bolivarian Republic of)",
        "Venezuela (République bolivarienne du)",
        "Venezuela (República Bolivariana de)",
    ),
    "VNM": ("Viet Nam", "Viet Nam", "Viet Nam"),
    "WLF": ("Wallis and Futuna Islands", "Îles Wallis-et-Futuna", "Islas Wallis y Futuna"),
    "XAB": ("Abyei", "Abyei", "Abyei"),
    "XBT": ("Bir Tawil", "Bir Tawil", "Bir Tawil"),
    "XHT": ("Halaib Triangle", "Triangle de Halaïb", "Triángulo de Halaib"),
    "XKX": ("Kosovo (UNSCR 1244)", "Kosovo (résolution 1244)", "Kosovo (resolución 1244)"),
    "XSG": ("Siachen Glacier", "Glacier de Siachen", "Glaciar de Siachen"),
    "ZWE": ("Zimbabwe", "Zimbabwe", "Zimbabwe"),
}


def iso3(code: str) -> str:
    """ISO 3166-1 alpha-3 of a Natural Earth `adm0_a3` code: `SDS` → `SSD`; other codes are ISO codes already."""
    return NATURAL_EARTH_CODES.get(code, code)


def names(country: str, found: tuple[str, str, str]) -> tuple[str, str, str]:
    """UN short names in English, French and Spanish; `found` (Natural Earth's) where the two agree."""
    return UN_NAMES.get(country) or (_headed(found[0]), _headed(found[1]), _headed(found[2]))


def status(country: str) -> str:
    """`state` (members and observers of the UN), `territory`, `non-self-governing territory` or `undetermined`."""
    if country in UNDETERMINED:
        return "undetermined"
    if country in NON_SELF_GOVERNING:
        return "non-self-governing territory"
    return "territory" if country in TERRITORIES else "state"


def _headed(name: str) -> str:
    """A name as it heads a line: first letter upper case, straight apostrophe."""
    return (name[:1].upper() + name[1:]).replace("’", "'")
