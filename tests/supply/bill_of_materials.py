"""Writes the bill of materials (CycloneDX JSON) of a lock file: `python -m tests.supply.bill_of_materials LOCK OUT`."""

from __future__ import annotations

import subprocess
import sys

import typer


def main(lock: str, out: str) -> None:
    """Write it. The same lock file gives the same bytes."""
    subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", "requirements", lock, "--of", "JSON", "--output-reproducible", "-o", out],
        check=True,
    )


if __name__ == "__main__":
    typer.run(main)
