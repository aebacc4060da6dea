// What was clicked stays where it stood while the page answers: what the answer adds or takes above it would move it out of sight.
if (!window.stays) {
  // By scrolling; and at the top of the page, where nothing can be scrolled, by room above it, which is given back.
  const keep = (main, row, moved) => {
    const room = row ? parseFloat(row.style.marginTop) || 0 : 0, down = moved();
    if (down > 0 && room) row.style.marginTop = `${Math.max(room - down, 0)}px`;
    main.scrollTop += moved();
    const up = -moved();
    if (up > 1 && row) row.style.marginTop = `${room + up}px`;
  };
  // `find` gives what was clicked, anew each time, since an answer may replace it. Whoever moves the page or goes back takes over.
  window.stays = (find, each = () => {}) => {
    const main = document.querySelector("[data-testid=stMain]"), app = document.querySelector("[data-testid=stApp]");
    // Past the answer, however long that takes: charts and maps draw themselves a moment later.
    let until = performance.now() + 4000;
    const top = find().getBoundingClientRect().top;
    let own = true;
    const leave = () => (own = false);
    for (const moved of ["wheel", "touchmove", "keydown", "mousedown", "popstate"]) window.addEventListener(moved, leave, { once: true });
    const look = () => {
      if (app.dataset.testScriptState === "running") until = Math.max(until, performance.now() + 2000);
      if (!own || performance.now() > until) return;
      const found = find();
      if (found) {
        each(found);
        keep(main, found.closest("[data-testid=stHorizontalBlock]"), () => found.getBoundingClientRect().top - top);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  // A chart or table that is drawn anew has another key: what it shows stands at its end.
  const KINDS = "[data-testid=stPlotlyChart], [data-testid=stDataFrame]";
  const key = (one) => (one.closest("[class*=st-key-]")?.className.match(/st-key-(\S+)/) || ["", ""])[1];
  const shared = (one, other) => {
    let n = 0;
    while (n < one.length && one[n] === other[n]) n++;
    return n;
  };
  // While a button is down plotly lays a cover over the page, so that what was pressed is known from before.
  let pressed = null;
  addEventListener("mousedown", (event) => (pressed = event.target), true);
  addEventListener("mouseup", () => {
    const clicked = pressed?.closest?.(KINDS), main = clicked?.closest("[data-testid=stMain]"), name = clicked && key(clicked);
    if (!main || !name) return;
    const alike = (one) => shared(name, key(one));
    window.stays(() => [...main.querySelectorAll(KINDS)].sort((one, other) => alike(other) - alike(one))[0]);
  }, true);
}
