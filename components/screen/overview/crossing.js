// The matrix in the browser: a press of a cell presses its twin in a widget out of sight, which tells Python; arrows move among
// cells; and after the page has answered, the cell has the focus still and stands where it stood (stays.js).
if (!window.crossesByKeys) {
  window.crossesByKeys = true;
  const grid = () => document.querySelector(".crossing");
  const cells = () => [...document.querySelectorAll(".crossing button")];
  const enter = (cell) => {
    for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  document.addEventListener("click", (event) => {
    const cell = event.target.closest && event.target.closest(".crossing button");
    if (!cell) return;
    const at = cells().indexOf(cell), twin = document.querySelectorAll(".st-key-crossing_cell button")[at];
    window.stays(() => cells()[at], (found) => {
      if (document.activeElement === document.body) found.focus({ preventScroll: true });
    });
    if (twin) twin.click();
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest && event.target.closest(".crossing button");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = cells(), at = all.indexOf(cell), width = grid().tHead.rows[0].cells.length, column = at % width;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + width, ArrowUp: at - width,
                 Home: at - column, End: at - column + width - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (all[to]) enter(all[to]);
  });
}
