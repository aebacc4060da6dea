"""Every chart a page draws is a valid plotly figure: on the screen nothing checks it any more."""

from typing import Any

import plotly.graph_objects as go
import pytest

from components.screen.parts import plot


@pytest.fixture(autouse=True)
def checked_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = plot._Checked.to_dict

    def check(self: plot._Checked) -> dict[str, Any]:
        go.Figure(self._figure)
        return drawn(self)

    monkeypatch.setattr(plot._Checked, "to_dict", check)
