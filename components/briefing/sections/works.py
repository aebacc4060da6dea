"""Activities in plain words: their kind, and their figures with the numbers of the row itself."""

from __future__ import annotations

import re
from typing import Any

from components.text.words import N_, Words

#: Kinds of work, by what their description holds; the first that fits counts.
_KINDS: tuple[tuple[str, str], ...] = (
    ("laying-down", N_("Laying down of arms, verified by the UN")),
    ("SALIENT", N_("Project of the UN’s SALIENT fund for small-arms control")),
    ("KAFO", N_("Police operation against firearms trafficking")),
    ("seizures and destruction", N_("Seizure and destruction of weapons")),
    ("data", N_("Data on seized firearms")),
    ("destruction", N_("Destruction of weapons")),
    ("marking;", N_("Support to the national commission on small arms")),
    ("marking", N_("Marking of firearms")),
    ("survey", N_("Survey of small arms")),
    ("mapping", N_("Survey of small arms")),
    ("baseline study", N_("Survey of small arms")),
    ("flows (SDG", N_("Survey of small arms")),
    ("forensic", N_("Review of forensic services")),
    ("study", N_("Study of arms flows")),
    ("baseline", N_("Review of how weapons and ammunition are managed")),
    ("assessment", N_("Review of how weapons and ammunition are managed")),
    ("PSSM", N_("Safer storage of weapons")),
    ("DDR", N_("Disarmament and reintegration of fighters")),
    ("demobilisation", N_("Disarmament and reintegration of fighters")),
    ("reintegration", N_("Disarmament and reintegration of fighters")),
    ("reincorporation", N_("Disarmament and reintegration of fighters")),
    ("hand-over", N_("Weapons handed over")),
    ("collection", N_("Weapons handed over")),
    ("surrender", N_("Weapons handed over")),
    ("amnesty", N_("Weapons handed over")),
    ("weapons for development", N_("Weapons in exchange for local development")),
    ("demining", N_("Mine action")),
    ("mine action", N_("Mine action")),
    ("SALW", N_("Advice and training for national bodies")),
    ("WAM", N_("Advice and training for national bodies")),
)

#: Figures by the words of the row: its numbers, in their order, are n0, n1, …
_FIGURES: dict[str, str] = {
    "8,994 weapons; 1,765,862 rounds; 38,255 kg explosives": N_("{n0} weapons, {n1} rounds and {n2}\u00a0kg of explosives"),
    "4 armouries handed over (": N_("{n0} armouries handed over, {n1} armourers trained"),
    "10,000 unserviceable": N_("{n0} old firearms planned for destruction"),
    "7 armouries and": N_("{n0} armouries and {n1} ammunition stores visited"),
    "1,289 combatants": N_("{n0} fighters registered, about {n6} weapons"),
    "749 weapons": N_("{n0} weapons of joint units registered, {n1} handed over to the armed forces"),
    "5,000 combatants": N_("{n0} fighters registered, more than {n1} weapons collected"),
    "72,652 disarmed": N_("{n0} people disarmed; {n3} assault rifles, {n5} machine guns, {n6} rocket launchers, {n7} mortars"),
    "72,490 disarmed": N_("{n0} people disarmed, {n1} demobilised"),
    "more than 25,000 guns": N_("more than {n0} guns and {n1} light weapons"),
    "35,777 firearms": N_("{n0} firearms marked in Burkina Faso, Mali and Niger together"),
    "regional: 50 firearms": N_("in the region: {n0} firearms, {n1} sticks of dynamite, {n2} rounds"),
    "regional: 400+": N_("in the region: more than {n0} firearms, {n1} rounds and {n2} sticks of dynamite"),
    "69,506 ex-combatants": N_("{n0} former fighters entered, {n2} were helped into civilian life"),
    "15,456 disarmed": N_("{n0} people disarmed; {n1} weapons, {n2} rounds, {n3} explosive items"),
    "30,915 members": N_("{n0} members in {n1} collective demobilisations"),
    "8,299 gunmen": N_("{n0} fighters handed in nearly {n1} weapons and {n2} boats"),
    "20,192 by": N_("{n5} people in the programme"),
    "some 1,300 guns": N_("about {n0} guns burned"),
    "more than 100 weapons": N_("more than {n0} weapons"),
    "100 weapons on": N_("{n0} weapons in March and {n2} in August"),
    "about 1,000 weapons": N_("about {n0} weapons"),
    "about 3,000 weapons": N_("about {n0} weapons"),
    "12 border": N_("{n0} border chiefdoms"),
    "2,000 seized": N_("{n0} weapons and {n1} rounds"),
    "1,300 guns": N_("{n0} guns"),
    "more than 850": N_("more than {n0} guns"),
    "2.3 million": N_("about {n0} million small arms in circulation"),
    "72 weapons": N_("{n0} weapons"),
    "30 to 40": N_("{n0} to {n1} per cent of the arms of the security services"),
    "5,970 in": N_("{n0}, {n1} and {n2} weapons in three states"),
    "over 5,000": N_("over {n0} arms, blades included, seized in {n1} months, {n2} destroyed"),
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def kind(activity: str, words: Words) -> str | None:
    """What kind of work it is, or None where no rule says."""
    return next((words.t(message) for part, message in _KINDS if part.lower() in activity.lower()), None)


def figures(text: Any, words: Words) -> str | None:
    """Its figures in words, or None where there are none or nobody has written how to say them."""
    if not isinstance(text, str):
        return None
    message = next((message for start, message in _FIGURES.items() if text.startswith(start)), None)
    if message is None:
        return None
    found = [words.number(float(number.replace(",", ""))) for number in _NUMBER.findall(text)]
    return words.t(message, **{f"n{i}": number for i, number in enumerate(found)})
