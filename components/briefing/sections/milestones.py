"""What marks the start of each country's phase, in plain words without names of groups or towns.

Keyed by country and first day, so that words never outlive the row they speak of.
"""

from __future__ import annotations

from components.text.words import N_
from data.analysis.briefings import PhaseToday

_NO_OPERATION = N_("no UN peace operation in the country in this period")
MILESTONES: dict[tuple[str, str], str] = {
    ("BEN", "2021-12-01"): N_("attacks in the northern parks since late 2021; no UN peace operation"),
    ("BFA", "2016-01-01"): N_("armed attacks since January 2016; no UN peace operation"),
    ("CIV", "2017-07-01"): N_("the UN peace operation UNOCI closed in June 2017"),
    ("COL", "2017-10-01"): N_(
        "the UN Verification Mission followed the one that had received the arms; some armed groups remain"
    ),
    ("CPV", "1989-01-01"): _NO_OPERATION,
    ("GHA", "1989-01-01"): _NO_OPERATION,
    ("GIN", "2011-02-01"): N_("the country was placed on the agenda of the Peacebuilding Commission"),
    ("GMB", "2017-02-01"): N_("a transition supported by ECOWAS and the Peacebuilding Fund"),
    ("GNB", "2025-11-01"): N_("ECOWAS mediates after the coup of 26 November 2025"),
    ("LBR", "2018-04-01"): N_("the UN peace operation UNMIL closed in March 2018"),
    ("MLI", "2024-01-01"): N_(
        "the mandate of the UN peace operation MINUSMA ended on 30 June 2023, its withdrawal was completed by 31 December 2023"
    ),
    ("MRT", "1989-01-01"): _NO_OPERATION,
    ("NER", "2015-02-01"): N_("armed attacks in the south-east since February 2015; no UN peace operation"),
    ("NGA", "2009-07-01"): N_("an insurgency in the north-east since 2009; no UN peace operation"),
    ("SEN", "2012-10-01"): N_("talks on Casamance since October 2012, with steps in 2022 and 2023"),
    ("SLE", "2014-04-01"): N_("the UN peacebuilding office UNIPSIL closed in March 2014"),
    ("TCD", "2022-11-01"): N_(
        "after the Doha agreement of August 2022; violence around Lake Chad goes on; no UN peace operation"
    ),
    ("TGO", "2021-11-01"): N_("attacks in the north since late 2021; no UN peace operation"),
}


def milestone(today: PhaseToday) -> str | None:
    """The message for a phase that lasts, or None where nobody has written one."""
    return MILESTONES.get((today.country, today.since.isoformat()))
