// The charts' library weighs more than all else on a page: over a slow line it waits until the map has come.
const SLOW = 4000, PATIENCE = 45000, started = performance.now();
const files = () => performance.getEntriesByType("resource");
const app = files().find((file) => /\/static\/js\/index\./.test(file.name));
const map = document.querySelector('link[rel=modulepreload][href*="/DeckGlJsonChart."]');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const come = () => {
  const layers = files().filter((file) => file.name.includes("/layers/"));
  return layers.length > 0 && performance.now() - Math.max(...layers.map((file) => file.responseEnd)) > 1000;
};
if (app && map && app.transferSize > 0 && app.responseEnd > SLOW) {
  // The map's ground follows the map's library at once, so that the line does not rest while the library is read.
  const library = async () => {
    while (!files().some((file) => file.name === map.href) && performance.now() - started < PATIENCE) await pause(100);
  };
  const ground = library().then(() =>
    Promise.allSettled(GROUND.map((name) => fetch(`/basemap/${name}.json`).then((answer) => answer.arrayBuffer()))));
  await Promise.race([Promise.allSettled([import(map.href), ground]), pause(PATIENCE)]);
  while (!come() && performance.now() - started < PATIENCE) await pause(200);
}
const charts = await import(WHOLE);
export const PlotlyChart = charts.PlotlyChart;
export default charts.default;
