"""The matrix is the front door: a click on a cell asks for its phase and weapon, a second click opens both again."""

from __future__ import annotations

from data import crossing
from tests.browser.screen import Screen, question

#: Where the square of a cell is on the page: plotly keeps each point's place on its element.
_CELL = """([phase, group]) => {
  const chart = document.querySelector('.st-key-crossing .js-plotly-plot');
  const points = chart.data.findIndex((trace) => trace.customdata);
  const i = chart.data[points].customdata.findIndex(([p, g]) => p === phase && g === group);
  const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
  return [box.x + xaxis._offset + xaxis.d2p(chart.data[points].x[i]), box.y + yaxis._offset + yaxis.d2p(chart.data[points].y[i])];
}"""


def click(screen: Screen, phase: str, group: str) -> None:
    screen.key("crossing").locator(".js-plotly-plot .points").first.wait_for()
    screen.key("crossing").scroll_into_view_if_needed()
    screen.page.mouse.click(*screen.page.evaluate(_CELL, [phase, group]))


def shown(screen: Screen) -> dict[tuple[str, str], int]:
    """The numbers in the cells."""
    cells = screen.page.evaluate(
        """() => { const chart = document.querySelector('.st-key-crossing .js-plotly-plot');
        const trace = chart.data.find((trace) => trace.customdata);
        return trace.customdata.map((key, i) => [...key, trace.text[i]]); }"""
    )
    return {(phase, group): int(n.replace(",", "")) for phase, group, n in cells if n != "·"}


def test_a_cell_sets_both_filters_and_opens_them_again(screen: Screen) -> None:
    screen.open("/?area=MLI")
    before, chosen = question("area=MLI"), question("area=MLI&phase=peacekeeping&weapon=E")
    click(screen, "peacekeeping", "E")
    screen.until_asked(chosen)
    assert shown(screen)["peacekeeping", "E"] == crossing.summary(chosen).events
    screen.map.drawn()
    assert any(f"/layers/incidents.json?{chosen.query()}&" in url for url in screen.watch.layers())
    click(screen, "peacekeeping", "E")
    screen.until_asked(before)

    screen.choice("overview_subject", crossing.SUBJECTS.index("illicit")).click()
    screen.settled()
    assert shown(screen) == crossing.matrix(before, "illicit")
