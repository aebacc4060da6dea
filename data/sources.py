"""The registry of sources: who publishes what, under which licence, and what to keep in mind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Delivery years that the bundled register was asked for and holds.
REGISTER_YEARS = (1995, 2024)


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
    """One source. `table` is what it feeds; texts are English and go through the catalogues on screen."""

    id: str
    publisher: str
    title: str
    version: str
    licence: str
    redistribution: str
    retrieved: str
    table: str
    address: str
    caveats: tuple[str, ...]
    refresh: str
    newest: Release | None = None
    #: Where the publisher's files lie, by what they are; what differs between releases is left open ({yy}, {yyyy}, {month}, …).
    downloads: Mapping[str, str] = field(default_factory=dict)


_SOURCES = (
    Source(
        "ucdp-ged",
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP Georeferenced Event Dataset",
        "GED 21.1 to 26.1; candidate events of 2021, 2022 and 2026",
        "CC BY 4.0",
        "Derived groups with attribution (Sundberg and Melander 2013; Davies et al.)",
        "2026",
        "incidents",
        "https://ucdp.uu.se/downloads/",
        (
            "Only events with at least one death, by an organised actor.",
            "For many events before 2021 only the year is known here, not the day.",
            "UCDP records no weapon: weapons are read from headlines and comments, where there are any.",
            "Candidate events that UCDP had not cleared are held as possible, and hidden unless asked for.",
        ),
        "Download the newest GED release and run `make prepare` with `--ged FILE`.",
        Release("UCDP", "GED 26.1", 2025, _CHECKED),
        {
            "year": "https://ucdp.uu.se/downloads/ged/ged{yy}1-csv.zip",
            "months": "https://ucdp.uu.se/downloads/candidateged/GEDEvent_v{yy}_01_{yy}_{month:02}.csv",
            "month": "https://ucdp.uu.se/downloads/candidateged/GEDEvent_v{yy}_0_{month}.csv",
        },
    ),
    Source(
        "ucdp-country-years",
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP Country-Year Dataset on Organized Violence",
        "25.1",
        "CC BY 4.0",
        "Yearly totals with attribution",
        "2026",
        "country_years",
        "https://ucdp.uu.se/downloads/",
        ("Country totals only: no place, no weapon.",),
        "Download the newest release into the raw folder and run `make prepare`.",
        Release("UCDP", "26.1", 2025, _CHECKED),
        {"year": "https://ucdp.uu.se/downloads/organizedviolencecy/organizedviolencecy-{yy}1-csv.zip"},
    ),
    Source(
        "ucdp-country-months",
        "Uppsala Conflict Data Program (UCDP)",
        "UCDP events and deaths by country and month",
        "GED 25.1 to 2024; candidate events of 2025; totals of July 2025 to June 2026",
        "CC BY 4.0",
        "Monthly totals with attribution",
        "2026",
        "country_months",
        "https://ucdp.uu.se/downloads/",
        (
            "Country totals only: no place, no weapon.",
            "Figures after 2024 are preliminary: UCDP revises candidate events.",
            "Nigeria and Niger are known for 2024 as a sum only; to 2023 they were told apart with the events of GED 24.1.",
        ),
        "Put the newest files into the raw folder and run `make prepare`.",
        Release("UCDP", "26.1", 2025, _CHECKED),
    ),
    Source(
        "sipri-transfers",
        "Stockholm International Peace Research Institute (SIPRI)",
        "SIPRI Arms Transfers Database, trade register",
        "deliveries 1995–2024, generated 12 February 2026",
        "SIPRI fair use: non-commercial, under 10 % of the register, with attribution",
        "Deliveries to West Africa and Colombia only, grouped by supplier, recipient, weapon code and year",
        "12 February 2026",
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
        "sipri-import-values",
        "Stockholm International Peace Research Institute (SIPRI)",
        "SIPRI import values (TIV) of major arms",
        "to 2025, release of March 2026",
        "SIPRI fair use: non-commercial, under 10 % of the register, with attribution",
        "Yearly values of the covered countries",
        "2026",
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
        "unodc-iafq",
        "United Nations Office on Drugs and Crime (UNODC)",
        "Illicit Arms Flows Questionnaire: firearms trafficking",
        "26 August 2024",
        "Public UN statistic; cite",
        "Figures for the countries covered",
        "26 August 2024",
        "seizures",
        "https://dataunodc.un.org/",
        (
            "States report what they seize: few figures do not mean few arms.",
            "Nine of the eighteen countries have reported nothing.",
        ),
        "Download the newest workbook into the raw folder and run `make prepare`.",
        downloads={
            "page": "https://data.unodc.org/datareport/firearm-seizures",
            "file": "https://data.unodc.org/sites/dataportal.unodc.org/files/{yyyy}-{month:02}/data_iafq_firearms_trafficking{again}.xlsx",
        },
    ),
    Source(
        "colombia-aicma",
        "Presidencia de la República de Colombia, Acción Integral contra Minas Antipersonal (AICMA)",
        "Register of victims of anti-personnel mines and unexploded ordnance",
        "1990 to June 2021",
        "Open data of Colombia: CC BY-SA 4.0 is the portal’s usual licence, not confirmed for this set",
        "Counts by municipality, year and device, with attribution",
        "2026",
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
        "colombia-homicides",
        "Policía Nacional de Colombia",
        "Homicides by weapon or means",
        "2003 to 2024; weapon from 2011 on",
        "Public police statistics; no licence is stated in the copy",
        "Counts by department, year and means, with attribution",
        "2026",
        "police_homicides",
        "https://www.policia.gov.co/grupo-informacion-criminalidad/estadistica-delictiva",
        (
            "Homicides of every kind: those of armed conflict are not told apart from other crime.",
            "The police revise earlier years.",
        ),
        "Put the newest figures into the raw folder and run `make prepare`.",
    ),
    Source(
        "colombia-seizures",
        "Policía Nacional de Colombia",
        "Firearms seized by the police",
        "2019, January to March",
        "Open data of Colombia: CC BY-SA 4.0 is the portal’s usual licence, not confirmed for this set",
        "Counts by municipality and class of firearm, with attribution",
        "2026",
        "police_seizures",
        "https://www.policia.gov.co/grupo-informacion-criminalidad/estadistica-delictiva",
        (
            "Three months of one year: no trend can be read from them.",
            "Seizures follow police effort: few seizures do not mean few arms.",
        ),
        "Put the newest figures into the raw folder and run `make prepare`.",
    ),
    Source(
        "inform-risk",
        "European Commission Joint Research Centre and IASC",
        "INFORM Risk Index",
        "2025, version 0.7.0 (31 March 2025)",
        "CC BY 4.0",
        "Indices with attribution",
        "31 March 2025",
        "risk",
        "https://drmkc.jrc.ec.europa.eu/inform-index",
        ("Arms stand deep inside sub-indicators and do not show in the index.",),
        "Download the newest workbook into the raw folder and run `make prepare`.",
        downloads={
            "edition": "https://drmkc.jrc.ec.europa.eu/inform-index/Portals/0/InfoRM/{yyyy}/INFORM_Risk_{yyyy}_v{edition:03}.xlsx"
        },
    ),
    Source(
        "arms-lens-curated",
        "Arms Lens",
        "Hand-compiled tables of corridors, flows, phases, embargoes, instruments, presence, activities and holdings",
        "2026",
        "CC BY 4.0",
        "Facts in our own words, each with the document it comes from",
        "2026",
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
        "unidir-2020",
        "UNIDIR",
        "Addressing conventional arms risks and impacts to prevent conflict and build peace (workshop report)",
        "2020",
        "Facts in our own words, cited",
        "Tools by phase and information needs, rebuilt from the report's text",
        "2026",
        "toolbox",
        "https://unidir.org/",
        ("The matrix is rebuilt from prose and is not the report's figure; inferred cells are marked.",),
        "None: the report is final.",
    ),
    Source(
        "ground",
        "Natural Earth; OCHA; GeoNames",
        "Countries, first-level areas, lakes, rivers and places",
        "Natural Earth 5.1.2 and 4.x; OCHA COD-AB; GeoNames",
        "Public domain; CC BY-IGO; CC BY 4.0",
        "Simplified geometry with attribution",
        "2026",
        "countries",
        "https://www.naturalearthdata.com/",
        ("Simplified for maps of a region: not for measuring or settling boundaries.",),
        "Rebuild the geometry in the raw folder and run `make prepare`.",
    ),
)

SOURCES: dict[str, Source] = {source.id: source for source in _SOURCES}
