"""Names of treaties, of where a State stands with them, and of who imposes embargoes."""

from __future__ import annotations

from components.text.words import N_
from data.subjects.instruments import ENDED

INSTRUMENT_NAMES = {
    "Arms Trade Treaty": N_("Arms Trade Treaty"),
    "CCW": N_("Convention on Certain Conventional Weapons"),
    "CIFTA": N_("CIFTA (Inter-American firearms convention)"),
    "Convention on Cluster Munitions": N_("Convention on Cluster Munitions"),
    "ECOWAS Convention on SALW": N_("ECOWAS Convention on small arms"),
    "Firearms Protocol": N_("Firearms Protocol"),
    "Kinshasa Convention": N_("Kinshasa Convention (Central Africa)"),
    "Mine Ban Convention": N_("Mine Ban Convention"),
    "PoA on SALW": N_("Programme of Action on small arms (political)"),
}
STANDINGS = {
    "party": N_("party"),
    "participates (political commitment)": N_("takes part"),
    "signatory": N_("signed only"),
    "none": N_("not joined"),
    "not applicable": N_("not open to it"),
    ENDED: N_("ratified, membership ended"),
}
#: Whom a UN arms embargo targets, where that is less than the country.
TARGET_NAMES = {
    "Sudan (Darfur)": N_("Sudan (Darfur)"),
    "Central African Republic (armed groups)": N_("Central African Republic (armed groups)"),
    "Democratic Republic of the Congo (non-governmental)": N_("Democratic Republic of the Congo (non-governmental forces)"),
}
BODY_NAMES = {"UN": N_("UN"), "EU": N_("EU"), "ECOWAS": N_("ECOWAS")}
