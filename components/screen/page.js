// What the browser must know of the page: its language, by which screen readers choose their voice, and whose map it is.
(({lang, map}) => {
  document.documentElement.lang = lang;
  window.mapOfPage = map;
})(document.currentScript.dataset);

// Where the map looks, in the address: Streamlit never tells Python. Once the map has come to rest somewhere else than the app
// sent it, `camera=lon,lat,zoom` is put into the address, and into that of the map's picture; back at where the app sent it, it is
// taken out. Nothing is run again for it.
//
// Both cameras are kept by the map's React component: the live one as its state, of which only the queue is never stale,
// and the one that the app sent as a reference. The app's own copy of the query, which it sends with the next run, must
// follow the address. Where a version of Streamlit keeps these otherwise, nothing is found and nothing is written.
if (!window.watchesCamera) {
  window.watchesCamera = true;
  const above = (element, pick) => {
    const key = element && Object.keys(element).find(name => name.startsWith("__reactFiber"));
    for (let fibre = key && element[key]; fibre; fibre = fibre.return) {
      const found = pick(fibre);
      if (found) return found;
    }
  };
  const seen = view => view && Number.isFinite(view.longitude) && Number.isFinite(view.zoom) ? view : null;
  const cameras = fibre => {
    let live = null, sent = null;
    for (let hook = fibre.memoizedState; hook && hook.next !== undefined; hook = hook.next) {
      live = live || seen(hook.queue && hook.queue.lastRenderedState);
      sent = sent || seen(hook.memoizedState && hook.memoizedState.current);
    }
    return live && sent && [live, sent];
  };
  const said = view => [view.longitude.toFixed(4), view.latitude.toFixed(4), view.zoom.toFixed(2)].map(Number).join();
  const near = (one, other) => one.split(",").every((n, i) => Math.abs(n - other.split(",")[i]) < (i < 2 ? 2e-4 : 2e-2));
  let before = "";
  setInterval(() => {
    const map = window.mapOfPage && document.querySelector(`.st-key-${window.mapOfPage}_map .stDeckGlJsonChart`);
    const found = map && above(map, cameras);
    if (!found) return void (before = "");
    const [live, sent] = found.map(said), now = `${live} ${sent}`, rests = now === before;
    before = now;
    if (!rests) return;
    const here = new URL(location.href), held = here.searchParams.get("camera");
    const camera = !near(live, sent) ? live : held && near(held, sent) ? held : "";
    const put = url => (camera ? url.searchParams.set("camera", camera) : url.searchParams.delete("camera"), url.href);
    for (const picture of document.querySelectorAll(`.st-key-${window.mapOfPage}_map_png a`))
      if (new URL(picture.href).searchParams.get("camera") !== (camera || null)) picture.href = put(new URL(picture.href));
    if (held === (camera || null)) return;
    history.replaceState(history.state, "", put(here));
    const app = above(map, fibre => fibre.stateNode && fibre.stateNode.syncQueryParams && fibre.stateNode);
    if (app) app.syncQueryParams(here.search.slice(1));
  }, 400);
}
