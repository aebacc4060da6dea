"""What the app loads before its first page."""

import subprocess
import sys

from tests.bench.server import ROOT

#: Libraries that only some answers need: each takes a tenth of a second or more.
LATER = ("matplotlib", "openpyxl", "pandera", "typst", "pptx", "pyspark")


def test_the_first_page_waits_for_nothing_that_it_does_not_need() -> None:
    pages = ", ".join(f"pages.{page.stem}" for page in (ROOT / "pages").glob("*.py") if page.stem != "navigation")
    code = f"import sys, app, {pages}; print(*[name for name in {LATER} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.split()
