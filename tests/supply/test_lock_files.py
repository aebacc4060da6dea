"""What is installed is what was locked: every package, its version and its hashes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests.supply.audit import read
from tests.supply.lock_file import ROOT, Pin, pins

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))


def locked(name: str) -> list[Pin]:
    return pins(ROOT / name)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(name: str) -> None:
    found = locked(name)
    assert len(found) > 50
    assert not [pin.name for pin in found if not pin.hashes]


@pytest.mark.parametrize("lock", LOCKS)
def test_what_people_edit_is_what_is_locked(lock: str) -> None:
    edited = lock.replace(".lock", ".txt")
    versions = {(pin.name, pin.version) for pin in locked(lock)}
    missing = [f"{pin.name}=={pin.version}" for pin in pins(ROOT / edited) if (pin.name, pin.version) not in versions]
    assert not missing, f"{lock} is older than {edited}: run `make lock` ({', '.join(missing)})"


def test_tests_run_on_what_the_app_runs_on() -> None:
    development = set(locked(LOCKS[1]))
    assert not [pin for pin in locked(LOCKS[0]) if pin not in development]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[0])
@pytest.mark.parametrize("name", LOCKS)
def test_one_version_for_each_system_and_python(name: str, system: tuple[str, str, str], python: str) -> None:
    here = {
        "python_version": python, "python_full_version": f"{python}.0", "sys_platform": system[0],
        "platform_system": system[1], "os_name": system[2],
    }  # fmt: skip

    def for_here(found: Iterable[Pin]) -> list[str]:
        return [pin.name for pin in found if not pin.marker or Marker(pin.marker).evaluate(here)]

    meant = for_here(locked(name))
    assert len(meant) == len(set(meant))
    assert set(for_here(pins(ROOT / "requirements.txt"))) <= set(meant)


def test_a_pin_that_is_none_is_refused(tmp_path: Path) -> None:
    loose = tmp_path / "requirements.txt"
    loose.write_text("pandas>=3\n")
    with pytest.raises(ValueError, match="no exact pin"):
        pins(loose)


def test_the_bill_of_materials_lists_what_is_locked(tmp_path: Path) -> None:
    out = tmp_path / "sbom.cdx.json"
    command = [sys.executable, "-m", "tests.supply.bill_of_materials", LOCKS[0], str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert {(one["name"], one["version"]) for one in bill["components"]} == {(p.name, p.version) for p in locked(LOCKS[0])}


def test_an_audit_says_what_it_could_ask() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    broken = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
    unknown = {"name": "c", "version": "1", "skip_reason": "not found"}
    report = json.dumps({"dependencies": [sound, broken, unknown]})
    assert read(report).vulnerable == ("b 2: PYSEC-1, mended in 3",)
    assert (read(report).asked, read(report).unknown) == (2, 1)
    assert read("").sentence() == read(json.dumps({"dependencies": [unknown]})).sentence()
    assert "cannot be reached" in read("").sentence()
