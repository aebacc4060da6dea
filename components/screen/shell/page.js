// What the browser must know of the page: its language, by which screen readers choose their voice, and whose map it is.
(({lang, map}) => {
  document.documentElement.lang = lang;
  window.mapOfPage = map;
})(document.currentScript.dataset);

// What the browser does for a map by itself, since Streamlit tells Python neither where a map looks nor how large it is.
//
// Both cameras are kept by the map's React component: the live one as its state, of which only the queue is never stale,
// and the one that the app sent as a reference. The app's own copy of the query, which it sends with the next run, must
// follow the address. Where a version of Streamlit keeps these otherwise, nothing is found and nothing is done.
if (!window.watchesMaps) {
  window.watchesMaps = true;

  // Another page, and the question that the app then writes into its address, are one step back, not two. Where the browser is busy,
  // Streamlit writes that question before it turns the page: it does not belong to the address of the page that is left.
  const push = history.pushState.bind(history);
  let turned = false, leaving = false;
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => { turned = leaving = false; }, true);
  addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target.closest && target.closest("a[href]");
    leaving = Boolean(link && !link.target && link.origin === location.origin && link.pathname !== location.pathname
      && !(ctrlKey || metaKey || shiftKey));
  }, true);
  history.pushState = (state, title, url) => {
    const same = new URL(url ?? location.href, location.href).pathname === location.pathname;
    if (same && leaving) return;
    if (same && turned) history.replaceState(state, title, url);
    else push(state, title, url);
    [turned, leaving] = [!same, false];
  };

  // A button that rests while its file is made loses the focus, and the dialog around it the keyboard.
  addEventListener("keydown", event => {
    const dialog = document.querySelector("[data-testid=stDialog] [role=dialog]");
    if (!dialog || document.activeElement !== document.body) return;
    dialog.focus();
    dialog.dispatchEvent(new KeyboardEvent("keydown", event));
  }, true);

  const above = (element, pick) => {
    const key = element && Object.keys(element).find(name => name.startsWith("__reactFiber"));
    for (let fibre = key && element[key]; fibre; fibre = fibre.return) {
      const found = pick(fibre);
      if (found) return found;
    }
  };
  const seen = view => view && Number.isFinite(view.longitude) && Number.isFinite(view.zoom) ? view : null;
  const reach = fibre => {
    let live = null, sent = null, move = null;
    for (let hook = fibre.memoizedState; hook && hook.next !== undefined; hook = hook.next) {
      const { lastRenderedState, dispatch } = hook.queue || {};
      if (!live && seen(lastRenderedState)) [live, move] = [lastRenderedState, dispatch];
      sent = sent || seen(hook.memoizedState && hook.memoizedState.current);
    }
    // React keeps two of a kind in turn, and the page may hold the older one: what is drawn stands in one of them.
    const drawn = [fibre, fibre.alternate].map(one => one && one.memoizedProps && (one.memoizedProps.element || {}).json);
    return live && sent && { live, sent, move, drawn };
  };
  const said = view => [view.longitude.toFixed(4), view.latitude.toFixed(4), view.zoom.toFixed(2)].map(Number).join();
  const near = (one, other) => one.split(",").every((n, i) => Math.abs(n - other.split(",")[i]) < (i < 2 ? 2e-4 : 2e-2));

  // A map that was sent somewhere fits what it must show into the size that it has on this screen, by the numbers of geo.cameras.
  // `map.rests` is where it looks while nobody moves it, `map.fitted` where it looked when it was told to go there.
  const FREE = 0.84, WORLD = 512, CLOSEST = 9;
  const waits = (map, live) => said(live) === map.fitted && !near(map.fitted, said(map.rests));
  const fit = (map, { live, sent, move }) => {
    const { clientWidth: width, clientHeight: height } = map.querySelector("canvas#deckgl-overlay") || {};
    const anew = map.sent !== sent, size = `${width} ${height}`;
    // What a busy browser has not done yet, or what got lost when the app sent the map anew at the same time, is asked for again.
    if (!anew && waits(map, live)) return move({ ...live, ...map.rests });
    if (!width || !height || (!anew && map.sized === size)) return;
    const moved = !anew && !near(said(live), said(map.rests));
    [map.sent, map.sized, map.fitted] = [sent, size, ""];
    if (anew) map.rests = sent;
    if (moved || !sent.box) return;
    const room = Math.min(width / sent.box[0], height / sent.box[1]) * FREE / WORLD;
    map.rests = { ...sent, zoom: Math.min(Math.max(Math.log2(room), 0), CLOSEST) };
    map.fitted = said(live);
    move({ ...live, ...map.rests });
  };

  // A length in the middle of the map, at most 110 pixels long. A map of most of the earth has none: none holds everywhere on it.
  const scale = (map, { live }) => {
    let bar = map.querySelector(".map-scale");
    if (!bar) {
      bar = Object.assign(document.createElement("div"), { className: "map-scale" });
      map.prepend(bar);
    }
    const metres = 40075016.686 * Math.cos(live.latitude * Math.PI / 180) / (WORLD * 2 ** live.zoom);
    const steps = [1, 2, 5].flatMap(n => [0, 1, 2, 3].map(power => n * 10 ** power)).sort((a, b) => a - b);
    const km = steps.filter(n => n * 1000 / metres <= 110).pop() || 0;
    const said = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilometer" }).format(km);
    bar.hidden = live.zoom < 1.5 || !km;
    bar.style.width = `${km * 1000 / metres}px`;
    if (bar.textContent !== said) bar.textContent = said;
  };

  // A tooltip goes when what is drawn changes: the library waits for the mouse.
  const tooltip = (map, { drawn }) => {
    if (map.drawn && drawn.some(one => one && !map.drawn.includes(one)))
      for (const shown of map.querySelectorAll(".deck-tooltip")) shown.style.display = "none";
    map.drawn = drawn;
  };

  // Once the map of the page has come to rest somewhere else than it was sent, `camera=lon,lat,zoom` is put into the address, and
  // into that of the map's picture; back at where it was sent, it is taken out. Nothing is run again for it.
  let before = "";
  const address = () => {
    const map = window.mapOfPage && document.querySelector(`.st-key-${window.mapOfPage}_map .stDeckGlJsonChart`);
    const found = map && map.rests && above(map, reach);
    if (!found) return void (before = "");
    const [live, sent] = [found.live, map.rests].map(said), now = `${live} ${sent}`, rests = now === before;
    before = now;
    if (!rests || waits(map, found.live)) return;
    const here = new URL(location.href), held = here.searchParams.get("camera");
    const camera = !near(live, sent) ? live : held && near(held, sent) ? held : "";
    const put = url => (camera ? url.searchParams.set("camera", camera) : url.searchParams.delete("camera"), url.href);
    for (const picture of document.querySelectorAll(`.st-key-${window.mapOfPage}_map_png a`))
      if (new URL(picture.href).searchParams.get("camera") !== (camera || null)) picture.href = put(new URL(picture.href));
    if (held === (camera || null)) return;
    history.replaceState(history.state, "", put(here));
    const app = above(map, fibre => fibre.stateNode && fibre.stateNode.syncQueryParams && fibre.stateNode);
    if (app) app.syncQueryParams(here.search.slice(1));
  };

  // One finger scrolls the page, two move the map: the library forbids the first, and the browser would scroll with two fingers, too.
  // A page that does not scroll, as the projector's, keeps to the library.
  for (const name of ["touchstart", "touchmove"])
    document.addEventListener(name, touch => {
      if (touch.touches.length > 1 && touch.cancelable && touch.target.closest(".stDeckGlJsonChart")) touch.preventDefault();
    }, { passive: false });

  // The ground of a map is gone from its canvas once it was shown, and paper is of another width: for print the ground is drawn
  // anew and copied while it is there, with the marks on it.
  const kept = fibre => {
    for (let hook = fibre.memoizedState; hook && hook.next !== undefined; hook = hook.next)
      if (typeof (hook.memoizedState || {})._render === "function") return hook.memoizedState;
  };
  addEventListener("beforeprint", () => {
    for (const chart of document.querySelectorAll(".stDeckGlJsonChart")) {
      const map = above(chart.querySelector(".mapboxgl-map, .maplibregl-map"), kept), marks = chart.querySelector("#deckgl-overlay");
      if (!map || !marks) continue;
      // At once: what waits for the next frame comes after the print. MapLibre 1 has no public way.
      map._render(performance.now());
      const ground = map.getCanvas(), { width, height } = ground;
      const copy = Object.assign(document.createElement("canvas"), { className: "printed-map", width, height });
      copy.style.width = `${marks.clientWidth}px`;
      for (const drawn of [ground, marks]) copy.getContext("2d").drawImage(drawn, 0, 0, width, height);
      chart.append(copy);
    }
  });
  addEventListener("afterprint", () => {
    for (const copy of document.querySelectorAll(".printed-map")) copy.remove();
  });

  const look = `
    .printed-map { position: absolute; left: 0; top: 0; max-width: 100%; z-index: 0 }
    .stDeckGlJsonChart:has(> .printed-map) :is(canvas:not(.printed-map), .deck-tooltip) { visibility: hidden }
    .map-scale { position: absolute; left: 10px; bottom: 10px; z-index: 1; pointer-events: none; text-align: center;
      font-size: calc(12px * var(--times, 1)); font-weight: 600; line-height: 1.3; color: #3E4C59;
      border: 2px solid #3E4C59; border-top: none;
      text-shadow: 0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff; box-sizing: border-box }
    .map-scale[hidden] { display: none }
    .stDeckGlJsonChart :is(.deck-events-root, .deck-events-root *) { touch-action: pan-x pan-y !important }
    .st-key-stage_map .stDeckGlJsonChart :is(.deck-events-root, .deck-events-root *) { touch-action: none !important }
  `;
  document.head.append(Object.assign(document.createElement("style"), { textContent: look }));

  let ticks = 0;
  setInterval(() => {
    // The words before the app, once its own stand there.
    const first = document.getElementById("first-words");
    if (first && getComputedStyle(first).visibility === "hidden") first.remove();
    for (const map of document.querySelectorAll(".stDeckGlJsonChart")) {
      const found = above(map, reach);
      if (found) for (const act of [fit, scale, tooltip]) act(map, found);
    }
    if (ticks++ % 4 === 0) address();
  }, 100);
}
