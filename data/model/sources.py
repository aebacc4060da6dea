"""The registry of sources: who publishes what, under which licence, and what to keep in mind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.model import source_roles

#: A part of an edition: its kind, then what belongs to it. The kinds stand in data.subjects.editions.
Part = tuple[str | int, ...]


@dataclass(frozen=True)
class Release:
    """The newest release that a publisher (briefly named) had when it was last looked up: the last year it covers, and the month
    of that look.
    """

    publisher: str
    name: str
    covers_to: int
    checked: datetime.date


#: When publishers were last asked for newer releases; their addresses stand in each source.
_CHECKED = datetime.date(2026, 11, 1)


@dataclass(frozen=True)
class Source:
    """One source. `table` is what it feeds; texts are English and go through the catalogues on screen.

    Which edition stands here its files say (data.subjects.editions). `edition` is that of what does not say so itself.
    """

    id: str
    publisher: str
    title: str
    licence: str
    redistribution: str
    table: str
    address: str
    caveats: tuple[str, ...]
    refresh: str
    newest: Release | None = None
    edition: str = ""
    #: Where the publisher's files lie, by what they are; what differs between releases is left open ({yy}, {yyyy}, {month}, …).
    downloads: Mapping[str, str] = field(default_factory=dict)


_SOURCES = (
    Source(
        source_roles.EVENTS,
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP Georeferenced Event Dataset",
        "CC BY 4.0",
        "Derived groups with attribution (Sundberg and Melander 2013; Davies et al.)",
        "incidents",
        "https://ucdp.uu.se/downloads/",
        (
            "Only events with at least one death by some estimate (low, best or high), by an organised actor.",
            "For many earlier events only the year is known here, not the day.",
            "UCDP records no weapon: weapons are read from headlines and comments, where there are any.",
            "Candidate events that UCDP had not cleared are held as possible, and hidden unless asked for.",
        ),
        "Download the newest GED release and run `make prepare` with `--ged FILE`.",
        Release("UCDP", "GED 26.1", 2025, _CHECKED),
        downloads={
            "year": "https://ucdp.uu.se/downloads/ged/ged{yy}1-csv.zip",
            "months": "https://ucdp.uu.se/downloads/candidateged/GEDEvent_v{yy}_01_{yy}_{month:02}.csv",
            "month": "https://ucdp.uu.se/downloads/candidateged/GEDEvent_v{yy}_0_{month}.csv",
        },
    ),
    Source(
        source_roles.YEAR_TOTALS,
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP Country-Year Dataset on Organized Violence",
        "CC BY 4.0",
        "Yearly totals with attribution",
        "country_years",
        "https://ucdp.uu.se/downloads/",
        ("Country totals only: no place, no weapon.",),
        "Download the newest release into the raw folder and run `make prepare`.",
        Release("UCDP", "26.1", 2025, _CHECKED),
        downloads={"year": "https://ucdp.uu.se/downloads/organizedviolencecy/organizedviolencecy-{yy}1-csv.zip"},
    ),
    Source(
        source_roles.MONTH_TOTALS,
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP events and deaths by country and month",
        "CC BY 4.0",
        "Monthly totals with attribution",
        "country_months",
        "https://ucdp.uu.se/downloads/",
        (
            "Country totals only: no place, no weapon.",
            "Figures of the latest months are preliminary: UCDP revises candidate events.",
            "UCDP’s months hold Niger within Nigeria: told apart with place-level events where those reach, else a sum.",
        ),
        "Put the newest files into the raw folder and run `make prepare`.",
        Release("UCDP", "26.1", 2025, _CHECKED),
    ),
    Source(
        source_roles.TRANSFER_REGISTER,
        "Stockholm International Peace Research Institute (SIPRI)",
        "SIPRI Arms Transfers Database, trade register",
        "SIPRI fair use: non-commercial, under 10 % of the register, with attribution",
        "Deliveries to West Africa and Colombia only, grouped by supplier, recipient, weapon code and year",
        "flows",
        "https://www.sipri.org/databases/armstransfers",
        (
            "Major conventional arms only: small arms are almost wholly absent.",
            "A delivery on record says nothing about how the arms were used.",
        ),
        "Export the register anew and run `make prepare`.",
        Release("SIPRI", "March 2026", 2025, _CHECKED),
    ),
    Source(
        source_roles.IMPORT_VALUES,
        "Stockholm International Peace Research Institute (SIPRI)",
        "SIPRI import values (TIV) of major arms",
        "SIPRI fair use: non-commercial, under 10 % of the register, with attribution",
        "Yearly values of the covered countries",
        "import_values",
        "https://www.sipri.org/databases/armstransfers",
        (
            "A trend-indicator value measures the volume of major arms by their military use: it is not a price.",
            "A year without a value is one without deliveries of major arms on record.",
        ),
        "Export the values anew and run `make prepare`.",
        Release("SIPRI", "March 2026", 2025, _CHECKED),
    ),
    Source(
        source_roles.SEIZURE_FIGURES,
        "United Nations Office on Drugs and Crime (UNODC)",
        "Illicit Arms Flows Questionnaire: firearms trafficking",
        "Public UN statistic; cite",
        "Figures for the countries covered",
        "seizures",
        "https://dataunodc.un.org/",
        (
            "States report what they seize: few figures do not mean few arms.",
            "Many of the countries covered have reported nothing.",
        ),
        "Download the newest workbook into the raw folder and run `make prepare`.",
        downloads={
            "page": "https://data.unodc.org/datareport/firearm-seizures",
            "file": "https://data.unodc.org/sites/dataportal.unodc.org/files/{yyyy}-{month:02}/data_iafq_firearms_trafficking{again}.xlsx",
        },
    ),
    Source(
        source_roles.MINE_VICTIMS,
        "Acción Integral contra Minas Antipersonal (AICMA)",
        "Register of victims of anti-personnel mines and unexploded ordnance",
        "Open data of Colombia: CC BY-SA 4.0 is the portal’s usual licence, not confirmed for this set",
        "Counts by municipality, year and device, with attribution",
        "mine_victims",
        "https://www.datos.gov.co/Inclusi-n-Social-y-Reconciliaci-n/Situaci-n-V-ctimas-Minas-Antipersonal-en-Colombia/yhxn-eqqw",
        (
            "The register does not tell factory-made mines from improvised ones.",
            "Members of armed groups are not in it: victims are civilians or public forces.",
            "Places are municipalities: their seats are no places of events.",
            "The authority revises earlier years.",
        ),
        "Put the newest counts by municipality into the raw folder and run `make prepare`.",
    ),
    Source(
        source_roles.POLICE_HOMICIDES,
        "Policía Nacional de Colombia",
        "Homicides by weapon or means",
        "Public police statistics; no licence is stated in the copy",
        "Counts by department, year and means, with attribution",
        "police_homicides",
        "https://www.policia.gov.co/grupo-informacion-criminalidad/estadistica-delictiva",
        (
            "Homicides of every kind: those of armed conflict are not told apart from other crime.",
            "The police revise earlier years.",
        ),
        "Put the newest figures into the raw folder and run `make prepare`.",
    ),
    Source(
        source_roles.POLICE_SEIZURES,
        "Policía Nacional de Colombia",
        "Firearms seized by the police",
        "Open data of Colombia: CC BY-SA 4.0 is the portal’s usual licence, not confirmed for this set",
        "Counts by municipality and class of firearm, with attribution",
        "police_seizures",
        "https://www.policia.gov.co/grupo-informacion-criminalidad/estadistica-delictiva",
        (
            "Three months of one year: no trend can be read from them.",
            "Seizures follow police effort: few seizures do not mean few arms.",
        ),
        "Put the newest figures into the raw folder and run `make prepare`.",
    ),
    Source(
        source_roles.RISK_INDEX,
        "European Commission Joint Research Centre and IASC",
        "INFORM Risk Index",
        "CC BY 4.0",
        "Indices with attribution",
        "risk",
        "https://drmkc.jrc.ec.europa.eu/inform-index",
        ("Arms stand deep inside sub-indicators and do not show in the index.",),
        "Download the newest workbook into the raw folder and run `make prepare`.",
        downloads={
            "edition": "https://drmkc.jrc.ec.europa.eu/inform-index/Portals/0/InfoRM/{yyyy}/INFORM_Risk_{yyyy}_v{edition:03}.xlsx"
        },
    ),
    Source(
        source_roles.OWN_TABLES,
        "Arms Lens",
        "Hand-compiled tables of corridors, flows, phases, embargoes, instruments, presence, activities and holdings",
        "CC BY 4.0",
        "Facts in our own words, each with the document it comes from",
        "routes",
        "data/curated/README.md",
        (
            "Long reports were read in excerpts only.",
            "Lines of corridors are indicative: a corridor is not a road.",
            "The phase of a country is this project's own reading of public milestones.",
        ),
        "Edit the CSV in data/curated, one documented fact a row, and run `make prepare`.",
    ),
    Source(
        source_roles.WORKSHOP_REPORT,
        "UNIDIR",
        "Addressing conventional arms risks and impacts to prevent conflict and build peace (workshop report)",
        "Facts in our own words, cited",
        "Tools by phase and information needs, rebuilt from the report's text",
        "toolbox",
        "https://unidir.org/",
        ("The matrix is rebuilt from prose and is not the report's figure; inferred cells are marked.",),
        "None: the report is final.",
        edition="2020",
    ),
    Source(
        "ground",
        "Natural Earth; OCHA; GeoNames",
        "Countries, first-level areas, lakes, rivers and places",
        "Public domain; CC BY-IGO; CC BY 4.0",
        "Simplified geometry with attribution",
        "countries",
        "https://www.naturalearthdata.com/",
        (
            "Simplified for maps of a region: not for measuring or settling boundaries.",
            "First-level areas are those of the boundary files, which can be older than a country's own division: in Mali, "
            "Ménaka stands within Gao and Taoudénit within Tombouctou.",
        ),
        "Rebuild the geometry in the raw folder and run `make prepare`.",
        edition="Natural Earth 5.1.2 and 4.x; OCHA COD-AB; GeoNames",
    ),
)

SOURCES: dict[str, Source] = {source.id: source for source in _SOURCES}
