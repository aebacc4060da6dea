"""The press: files come from a process of its own, and are those that this process would make."""

import datetime
import os

from components.briefing import compose, render_worker
from components.briefing.paper.pdf import pdf

DAY = datetime.date(2026, 1, 15)


def test_the_press_makes_the_same_file_elsewhere() -> None:
    render_worker.start()
    made = render_worker.render_briefing("pdf", "CPV", "en", "shareable", False, DAY)
    assert made == pdf(compose.briefing("CPV", "en", "shareable", False, DAY))
    assert render_worker._worker().submit(os.getpid).result() != os.getpid()
