"""The whole way of a refresh, by the command that people type: publishers that fail, what changed, the question, the swap.

Publishers are a server on this machine with invented files in their formats.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from typer import Typer
from typer.testing import CliRunner, Result

from components.current import dataset, newest, renew
from components.files.http import health
from data.engine import digests
from data.engine.dataset import FOLDER
from data.model.categories import CURATED
from data.prepare import __main__ as command
from data.prepare.core.intake import InputError
from data.prepare.refresh import command as refreshing
from data.prepare.refresh import releases, vintages
from data.prepare.refresh.download import fetch
from data.prepare.refresh.run import Wanted
from data.query.filters import Filters
from data.subjects import incidents
from tests.data.folders import copy_of_prepared, written
from tests.data.prepare.failing_server import QUICK, Answer, Server, Site, breaks_off, falls_silent, never_ends, says, sends
from tests.data.prepare.publishers import (
    INFORM,
    PAGE,
    TOTALS,
    UNODC,
    YEARLY,
    at,
    candidates,
    events,
    ged,
    index,
    month,
    publish,
    seizures,
    totals,
    zipped,
)  # fmt: skip

Run = Callable[..., Result]
DAY = datetime.date(2026, 11, 29)
PUBLISHED = zipped("GEDEvent_v26_1.csv", ged(events()))


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


def well(server: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """All publishers on the server, without a fault."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server.answers.clear()
    server.asked.clear()
    publish(server)
    monkeypatch.setattr(releases, "SOURCES", at(server))
    monkeypatch.setattr(refreshing, "today", lambda: DAY)
    monkeypatch.setattr(refreshing, "fetch", partial(fetch, patience=QUICK, most=3_000_000))
    return server


@pytest.fixture
def site(server: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    return well(server, monkeypatch)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return copy_of_prepared(tmp_path / "prepared")


def invoked(out: Path, groups: tuple[str, ...], *arguments: str) -> Result:
    app = Typer()
    app.command()(command.main)
    asked = [part for name in groups for part in ("--refresh", name)]
    return CliRunner().invoke(app, [*asked, "--out", str(out), "--curated", str(CURATED), *arguments])


@pytest.fixture
def run(site: Site, out: Path) -> Run:
    return lambda *arguments, groups=("ucdp",): invoked(out, groups, *arguments)


@pytest.fixture(scope="module")
def refreshed(server: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the invented record was taken in: the set, its vintage, and what was fetched."""
    folder = tmp_path_factory.mktemp("refreshed")
    with pytest.MonkeyPatch.context() as patched:
        well(server, patched)
        done = invoked(copy_of_prepared(folder / "prepared"), ("ucdp",), "--yes")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def taken_in(refreshed: Path, site: Site, out: Path) -> None:
    """The invented record is the set that the next refresh compares with."""
    shutil.rmtree(out)
    shutil.copytree(refreshed, out.parent, dirs_exist_ok=True)


def content(folder: Path) -> dict[str, str]:
    return digests.of_files(folder)


def events_of(out: Path) -> int:
    return int(pd.read_parquet(out / "incidents.parquet", columns=["events"])["events"].sum())


def one_line(done: Result) -> str:
    """What a run that published nothing says: one sentence, no traceback."""
    said = done.stderr.strip().splitlines()
    assert done.exit_code == 1 and said[-1].startswith("Nothing was published")
    assert "Traceback" not in done.output and not any("Warning" in line for line in said)
    return said[-1]


# --- all publishers at once, into a running app


def test_a_set_that_loses_what_was_known_waits_for_a_yes(run: Run, out: Path, site: Site) -> None:
    before = content(out)
    done = run(groups=("ucdp", "inform", "unodc"))
    assert "lose what was known, first BFA: 1,669 of 1,669 events (100.0 %)" in one_line(done)
    assert "add --yes to take them in" in done.stderr and "Lost: MLI: 2,282 of 2,282 events" in done.stdout
    assert "…" not in done.stdout, "a number is cut"
    assert content(out) == before and not vintages.place(out).exists()
    assert {entry["path"] for entry in site.asked} >= {YEARLY, TOTALS, INFORM, PAGE, UNODC, month(1)}


def test_what_is_taken_in_reaches_the_running_app(run: Run, out: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(out))
    app = TestClient(Starlette(routes=[Route("/healthz", health.answer)]))
    old, known = newest().version, int(incidents.counts(dataset(), Filters())["events"].sum())
    assert app.get("/healthz").json()["sources"]["inform-risk"]["covers_to"] == "2025-12-31"
    done = run("--yes", groups=("ucdp", "inform", "unodc"))
    assert done.exit_code == 0, done.output
    assert int(incidents.counts(dataset(), Filters())["events"].sum()) == known
    assert renew() and newest().version != old
    counted = incidents.counts(dataset(), Filters())
    assert int(counted["events"].sum()) == events_of(out) == len(events()) + len(candidates(1))
    told = app.get("/healthz").json()
    assert told["data_version"] == newest().version and f"Data version {newest().version}" in done.stdout
    ages = {source: told["sources"][source]["covers_to"] for source in ("ucdp-ged", "ucdp-country-years", "inform-risk")}
    assert ages == {"ucdp-ged": "2026-01-31", "ucdp-country-years": "2025-12-31", "inform-risk": "2026-12-31"}
    assert all(one["age_days"] >= 0 for one in told["sources"].values())
    tables = newest().manifest["tables"]
    made = ("incidents", "country_years", "risk", "seizures")
    editions = {name: about["edition"] for table in made for name, about in tables[table]["sources"].items()}
    assert editions["ucdp-ged"] == [["releases", "GED 26.1"], ["candidates", "Candidate 26.0.1"]]
    assert editions["ucdp-country-years"] == [["releases", "26.1"]] and editions["unodc-iafq"] == [["published", "2026-05-18"]]
    assert editions["inform-risk"] == [["index", 2026, "0.7.2", ""]]
    written(out, DAY)
    assert "the set before is kept in" in done.stdout.lower() and (vintages.known_on(out, DAY) == out)


def test_nothing_newer_is_told_and_nothing_is_sent_again(run: Run, out: Path, site: Site, taken_in: None) -> None:
    before = content(out)
    site.asked.clear()
    done = run()
    assert done.exit_code == 0 and "nothing newer" in done.stdout and done.stdout.count("as before") == 3
    assert content(out) == before and len(vintages.ledger(vintages.place(out))) == 1
    assert all("if-none-match" in asked for asked in site.asked if asked["path"] in (YEARLY, TOTALS, month(1)))


# --- what changed, country by country


def test_newer_months_are_counted_per_country_without_a_question(run: Run, out: Path, site: Site, taken_in: None) -> None:
    changed = events()
    changed[0] = {**changed[0], "latitude": "14.6"}
    site.has(YEARLY, zipped("GEDEvent_v26_1.csv", ged(changed)))
    site.has(month(2), ged(candidates(2)))
    done = run()
    assert done.exit_code == 0, done.output
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line[1:4].isupper() and line[4:5] == " "}
    # Events, added, changed, removed, deaths, before, first day, last day, before.
    assert rows["MLI"][1:5] == ["124", "2", "1", "0"] and rows["MLI"][8] > rows["MLI"][9]
    assert rows["TCD"][1:5] == ["124", "2", "0", "0"] and int(rows["TCD"][5].replace(",", "")) > 0
    assert "Lost" not in done.stdout
    assert len(vintages.ledger(vintages.place(out))) == 2


def test_a_loss_of_more_than_one_percent_is_asked_about(run: Run, out: Path, site: Site, taken_in: None) -> None:
    before = content(out)
    gone = [row for row in events() if row["country"] == "Mali"][:2]
    site.has(YEARLY, zipped("GEDEvent_v26_1.csv", ged([row for row in events() if row not in gone])))
    refused = run()
    assert "first MLI: 2 of 122 events (1.6 %)" in one_line(refused) and content(out) == before
    done = run("--yes")
    assert done.exit_code == 0 and "Lost: MLI: 2 of 122 events (1.6 %)" in done.stdout
    assert events_of(out) == len(events()) + len(candidates(1)) - 2


def test_an_event_less_of_a_hundred_is_no_question(run: Run, out: Path, site: Site, taken_in: None) -> None:
    site.has(YEARLY, zipped("GEDEvent_v26_1.csv", ged(events()[1:])))
    done = run()
    assert done.exit_code == 0 and "Lost" not in done.stdout
    assert events_of(out) == len(events()) + len(candidates(1)) - 1


def test_a_person_is_asked_and_may_say_no(run: Run, out: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())

    def confirm(text: str, default: bool) -> bool:
        asked.append(text)
        return default

    monkeypatch.setattr("typer.confirm", confirm)
    wanted = Wanted(("ucdp",), out, CURATED, out.parent / "downloads", DAY)
    before = content(out)
    with pytest.raises(InputError, match="lose what was known"):
        refreshing.run(wanted, yes=False)
    assert asked == ["Take the new files in all the same?"] and content(out) == before


def test_files_of_the_year_before_make_room(run: Run, out: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--yes", groups=("ucdp", "inform")).exit_code == 0
    by_hand = out.parent / "downloads" / "ucdp" / "notes.txt"
    by_hand.write_text("mine")
    monkeypatch.setattr(refreshing, "today", lambda: datetime.date(2027, 10, 3))
    newer = events(2023, 2026)
    site.has(YEARLY.replace("261", "271"), zipped("GEDEvent_v27_1.csv", ged(newer)))
    site.has(TOTALS.replace("261", "271"), zipped("organizedviolencecy_v27_1.csv", totals(newer, "27.1")))
    site.has(INFORM.replace("2026/", "2027/").replace("2026_v072", "2027_v076"), index(2027))
    done = run("--yes", groups=("ucdp", "inform"))
    assert done.exit_code == 0, done.output
    assert "ged261-csv.zip: removed, newer files take its place" in done.stdout
    kept = sorted(path.name for path in by_hand.parent.iterdir() if path.name[0] != ".")
    assert kept == ["ged271-csv.zip", "notes.txt", "organizedviolencecy-271-csv.zip"]
    assert events_of(out) == len(newer)
    described = json.loads((out / "manifest.json").read_text())["tables"]
    assert set(described["incidents"]["releases"]) == {"GED 27.1"}
    assert described["risk"]["period"]["last"] == 2027


# --- what was known when


def test_a_rule_can_be_tested_on_what_was_known(run: Run, out: Path, site: Site, taken_in: None) -> None:
    first, day = content(out), datetime.date(2026, 11, 8)
    written(out, day)
    site.has(month(2), ged(candidates(2)))
    assert run("--yes").exit_code == 0
    written(out, DAY)
    then, now = (vintages.known_on(out, one) for one in (day, DAY))
    assert content(then) == first and now == out
    known = pd.read_parquet(then / "incidents.parquet")
    assert set(known["source_release"]) == {"GED 26.1", "Candidate 26.0.1"} and known["start"].max() < pd.Timestamp("2026-02-01")
    assert set(pd.read_parquet(now / "incidents.parquet")["source_release"]) == {*known["source_release"], "Candidate 26.0.2"}
    line = vintages.ledger(vintages.place(out))[-1]
    assert (line.taken_in, line.replaced) == ("2026-11-08", "2026-11-29")
    assert "incidents: Candidate 26.0.1; GED 26.1 |" in line.releases


def test_a_set_put_back_is_listed_twice_and_kept_once(run: Run, out: Path, site: Site, taken_in: None) -> None:
    for count in (12, 10, 12):
        site.has(month(1), ged(candidates(1, count)))
        assert run("--yes").exit_code == 0
    versions = [line.version for line in vintages.ledger(vintages.place(out))]
    assert len(versions) == 4 and versions[1] == versions[3] != versions[2]
    kept = [path.name for path in vintages.place(out).iterdir() if path.is_dir()]
    assert len(kept) == 3 and not any(name.startswith(".") for name in kept)


# --- servers that fail


def resumed(server: Server) -> None:
    start = int(server.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    span = f"bytes {start}-{len(PUBLISHED) - 1}/{len(PUBLISHED)}"
    server.head(206, len(PUBLISHED) - start, ETag='"a"', Content_Range=span)
    server.wfile.write(PUBLISHED[start:])


def too_short(server: Server) -> None:
    server.head(200, 500_000)
    server.wfile.write(ged(candidates(1)))
    server.hang_up()


def elsewhere(server: Server) -> None:
    server.head(302, 0, Location=f"http://localhost:{server.headers['Host'].rpartition(':')[2]}/mirror/inform.xlsx")


def test_what_passes_is_waited_for(run: Run, out: Path, site: Site) -> None:
    """Each file has its own trouble."""
    january, workbook = ged(candidates(1)), seizures()
    digest = base64.b64encode(hashlib.sha256(workbook).digest()).decode()
    site.does(breaks_off(len(PUBLISHED) // 2, PUBLISHED, ETag='"a"'), resumed, path=YEARLY)
    site.does(says(429, Retry_After="0"), too_short, sends(january), path=month(1))
    site.does(falls_silent, sends(zipped("organizedviolencecy_v26_1.csv", totals(events()))), path=TOTALS)
    site.does(elsewhere, path=INFORM)
    site.has("/mirror/inform.xlsx", index())
    site.does(
        sends(workbook, 200, Content_MD5=base64.b64encode(bytes(16)).decode()),
        says(503),
        sends(workbook, 200, Repr_Digest=f"sha-256=:{digest}:"),
        path=UNODC,
    )
    done = run("--yes", groups=("ucdp", "inform", "unodc"))
    assert done.exit_code == 0, done.output
    assert events_of(out) == len(events()) + len(candidates(1))
    said = done.stderr
    assert "ged261-csv.zip: the connection broke off; trying again in" in said
    assert "GEDEvent_v26_0_1.csv: the server answered 429" in said and "the server did not answer in time" in said
    assert "checksum is not the one that the server told" in said and "the server answered 503" in said
    assert f"INFORM_Risk_2026_v072.xlsx, handed over to localhost:{site.port}" in done.stdout
    resumption = [asked for asked in site.asked if asked["path"] == YEARLY][1]
    assert resumption["range"] == f"bytes={len(PUBLISHED) // 2}-" and resumption["if-range"] == '"a"'


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GEDEvent_v26_1.csv", bytes(50_000_000))
    return packed.getvalue()


FAILS: dict[str, tuple[Answer, str]] = {
    "a web page": (sends(b"<!doctype html><title>Sign in to the hotel</title>"), "is a web page, not the file"),
    "a zip bomb": (sends(bomb(), 200, ETag='"bomb"'), "more than 200: do not trust this archive"),
    "no end": (never_ends, "sends more than 3,000,000 bytes: nothing was fetched"),
    "too long": (sends(bytes(3_000_001)), "is 3,000,001 bytes long, more than 3,000,000"),
    "a damaged archive": (sends(PUBLISHED[:-2000] + bytes(2000), 200, ETag='"spoilt"'), "is a damaged zip archive"),
    "cut off, and said to be whole": (sends(PUBLISHED[:-2000], 200, ETag='"cut"'), "is a damaged zip archive"),
    "forbidden": (says(403), "answered 403 Forbidden; nothing was fetched"),
    "out of order for long": (says(500), "in 4 attempts, the last of which failed because the server answered 500: try again"),
    "always shorter": (too_short, "in 4 attempts, the last of which failed because the connection broke off"),
    "stalled for long": (falls_silent, "in 4 attempts, the last of which failed because the server did not answer in time"),
    "a circle": (says(302, Location=YEARLY), "redirects more than 5 times"),
    "gone": (says(404), "none of 3 addresses holds a file"),
    "another publisher's file": (sends(index(), 200, ETag='"x"'), "is INFORM's index"),
}


@pytest.mark.parametrize("kind", FAILS)
def test_what_does_not_pass_leaves_everything_as_it_was(run: Run, out: Path, site: Site, kind: str) -> None:
    answer, said = FAILS[kind]
    before = content(out)
    site.does(answer, path=YEARLY)
    line = one_line(run("--yes"))
    assert said in line and ("127.0.0.1" in line or "ged261-csv.zip" in line)
    assert content(out) == before and not vintages.place(out).exists()
    assert not list(out.parent.glob(".prepared*"))


def test_a_spoilt_file_is_asked_for_anew(run: Run, out: Path, site: Site) -> None:
    """Its server would say that the copy here is as before."""
    site.has(YEARLY, PUBLISHED[:-2000] + bytes(2000))
    assert "is a damaged zip archive" in one_line(run("--yes"))
    assert one_line(run("--yes")) and "if-none-match" not in [asked for asked in site.asked if asked["path"] == YEARLY][1]
    site.has(YEARLY, PUBLISHED)
    assert run("--yes").exit_code == 0 and events_of(out) == len(events()) + len(candidates(1))


def test_a_proxy_is_asked_for_all(run: Run, out: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("no_proxy", "")
    away = at(site)
    for source in away.values():
        urls = {what: url.replace(site.address, "http://publisher.invalid") for what, url in source.downloads.items()}
        object.__setattr__(source, "downloads", urls)
    monkeypatch.setattr(releases, "SOURCES", away)
    assert run("--yes", groups=("inform", "unodc")).exit_code == 0
    assert site.asked and all(asked["path"].startswith("http://publisher.invalid/") for asked in site.asked)


def test_two_refreshes_at_once_do_not_meet(run: Run, out: Path) -> None:
    lock = out.parent / "downloads" / ".refreshing"
    lock.parent.mkdir()
    lock.write_text("1")
    assert "another refresh into" in one_line(run("--yes")) and lock.is_file()
    lock.write_text("999999999")
    assert run("--yes", groups=("inform",)).exit_code == 0 and not lock.exists()
