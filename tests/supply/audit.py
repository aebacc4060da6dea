"""Asks a public service for known vulnerabilities of what a lock file pins: `python -m tests.supply.audit requirements.lock`.

Fails on a vulnerability. Where the network does not let us ask, it says so and passes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

import typer

#: Seconds for one answer of the service, and for all of them.
_TIMEOUT, _PATIENCE = 5, 120


@dataclass(frozen=True)
class Audit:
    """What the service knew: packages it could be asked about, those it could not, and one line for each vulnerability."""

    asked: int
    unknown: int
    vulnerable: tuple[str, ...]

    def sentence(self) -> str:
        """What was found, in one line."""
        if self.vulnerable:
            return f"{len(self.vulnerable)} known vulnerabilities in {self.asked} packages: {'; '.join(self.vulnerable)}"
        if not self.asked:
            return "no package audited: the vulnerability service cannot be reached from here"
        rest = f", {self.unknown} unknown to the service" if self.unknown else ""
        return f"{self.asked} packages audited, no known vulnerability{rest}"


def read(report: str) -> Audit:
    """What `pip-audit --format json` printed. An empty text means that it could not ask at all."""
    packages = json.loads(report)["dependencies"] if report.strip() else []
    asked = [package for package in packages if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for package in asked
        for one in package["vulns"]
    ]
    return Audit(len(asked), len(packages) - len(asked), tuple(found))


def main(lock: str) -> None:
    """Audit the packages of a lock file."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(_TIMEOUT)]
    try:
        report = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False).stdout
    except subprocess.TimeoutExpired:
        report = ""
    audit = read(report)
    print(f"{lock}: {audit.sentence()}")
    raise SystemExit(1 if audit.vulnerable else 0)


if __name__ == "__main__":
    typer.run(main)
