// The matrix in the browser: a press of a cell presses its twin in a widget out of sight, which tells Python; arrows move among
// cells; and after the page has answered, the cell has the focus still and stands where it stood.
if (!window.crossesByKeys) {
  window.crossesByKeys = true;
  const grid = () => document.querySelector(".crossing");
  const cells = () => [...document.querySelectorAll(".crossing button")];
  const enter = (cell) => {
    for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  // By scrolling; and at the top of the page, where nothing can be scrolled, by room above the matrix, which is given back.
  const keep = (main, row, moved) => {
    const room = row ? parseFloat(row.style.marginTop) || 0 : 0, down = moved();
    if (down > 0 && room) row.style.marginTop = `${Math.max(room - down, 0)}px`;
    main.scrollTop += moved();
    const up = -moved();
    if (up > 1 && row) row.style.marginTop = `${room + up}px`;
  };
  const stays = (at, top) => {
    const main = document.querySelector("[data-testid=stMain]"), until = performance.now() + 4000;
    let own = true;
    const leave = () => (own = false);
    for (const moved of ["wheel", "touchmove", "keydown", "mousedown"]) window.addEventListener(moved, leave, { once: true });
    const look = () => {
      const cell = cells()[at];
      if (!own || !cell || performance.now() > until) return;
      if (document.activeElement === document.body) cell.focus({ preventScroll: true });
      keep(main, cell.closest("[data-testid=stHorizontalBlock]"), () => cell.getBoundingClientRect().top - top);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("click", (event) => {
    const cell = event.target.closest && event.target.closest(".crossing button");
    if (!cell) return;
    const at = cells().indexOf(cell), twin = document.querySelectorAll(".st-key-crossing_cell button")[at];
    stays(at, cell.getBoundingClientRect().top);
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
