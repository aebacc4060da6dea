"""Rows of a country's own statistics as a table says them. The publisher's words for a weapon or means stand as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from components.text.words import N_, Words

#: Families of means, devices.
FAMILY_NAMES = {
    "firearm": N_("firearm"),
    "explosive": N_("explosive, mine or grenade"),
    "blade": N_("blade"),
    "blunt object": N_("blunt object"),
    "other means": N_("other means"),
    "not stated": N_("means not stated"),
    "not broken down": N_("not broken down by weapon"),
}
DEVICE_NAMES = {"mine": N_("anti-personnel mine"), "unexploded ordnance": N_("unexploded ordnance")}


def spoken(said: str) -> str:
    """The publisher's capitals as a word: `ARMA DE FUEGO` → `Arma de fuego`."""
    return said.capitalize()


def _victims(record: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        words.t("Year"): record["year"],
        words.t("Department"): record["department_name"],
        words.t("Municipality"): record["municipality_name"],
        words.t("Device"): words.t(DEVICE_NAMES[record["device"]]),
        words.t("Weapons"): words.weapons(record["weapons"]),
        words.t("Victims (killed or injured)"): record["victims"],
        words.t("Killed"): record["killed"],
        words.t("Civilians"): record["civilians"],
        words.t("Civilians killed"): record["civilians_killed"],
        words.t("DIVIPOLA code"): record["municipality"],
    }


def _homicides(record: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        words.t("Year"): record["year"],
        words.t("Department"): record["department_name"],
        words.t("Means (the publisher’s words)"): spoken(record["means"]) if record["means"] else None,
        words.t("Kind of means"): words.t(FAMILY_NAMES[record["family"]]),
        words.t("Weapons"): _weapons(record, words),
        words.t("Homicides"): record["homicides"],
        words.t("DIVIPOLA code"): record["department"],
    }


def _seizures(record: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        words.t("Department"): record["department_name"],
        words.t("Municipality"): record["municipality_name"],
        words.t("Class (the publisher’s words)"): spoken(record["class"]),
        words.t("Weapons"): _weapons(record, words),
        words.t("Firearms seized"): record["firearms"],
        words.t("With a permit"): record["with_permit"],
        words.t("From"): record["start"].isoformat(),
        words.t("To"): record["end"].isoformat(),
        words.t("DIVIPOLA code"): record["municipality"],
    }


def _weapons(record: dict[str, Any], words: Words) -> str | None:
    """Our categories, where the publisher's words fit one: no category is not the same as no weapon."""
    return words.weapons(record["weapons"]) if record["weapons"] else None


SAID: dict[str, Callable[[dict[str, Any], Words], dict[str, Any]]] = {
    "mine_victims": _victims,
    "police_homicides": _homicides,
    "police_seizures": _seizures,
}
