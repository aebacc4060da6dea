// Streamlit's own English words become ours, wherever they appear; what it puts into them stays.
(() => {
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const exact = new Map(), patterns = [];
  for (const [english, ours] of JSON.parse(document.currentScript.dataset.words)) {
    if (!english.includes("{}")) exact.set(english, ours);
    else patterns.push([new RegExp(`^${english.split("{}").map(escape).join("(.+)")}$`, "s"), ours]);
  }
  const ours = (text, element) => {
    if (exact.has(text)) return exact.get(text);
    // A button above a table names the table, too.
    const [name, ...table] = text.split(": ");
    if (table.length && element && element.closest("[data-testid=stElementToolbarButton]") && exact.has(name))
      return [exact.get(name), ...table].join(": ");
    for (const [pattern, said] of patterns) {
      const found = pattern.exec(text);
      if (found) return said.replace("{}", () => found[1]);
    }
    return null;
  };

  const state = (window.streamlitWords ??= { said: new WeakMap() });
  state.ours = ours;
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  // Words of the app itself, data, icons and drawings are none of Streamlit's.
  const SKIPPED = "[translate=no], .stMarkdown, .stHtml, .stPlotlyChart, .stDeckGlJsonChart, code, pre, svg, script, style, textarea";

  // What stood somewhere before we wrote there: `read` and `write` one text of a node, by the name of its place.
  const put = (node, place, read, write) => {
    const now = read();
    if (!now) return;
    const kept = state.said.get(node) || {}, before = kept[place];
    const english = before && before[1] === now ? before[0] : now;
    const said = state.ours(english, node.nodeType === Node.ELEMENT_NODE ? node : null) ?? english;
    if (said !== english || before) state.said.set(node, { ...kept, [place]: [english, said] });
    if (said !== now) write(said);
  };
  const text = (node) => {
    // A whole sentence of Streamlit's, as in its dialog on a lost connection, is no word that the app or its data could mean.
    const sentence = state.said.has(node) || (/[.:?]$/.test(node.data) && state.ours(node.data));
    if (node.parentElement && (sentence || !node.parentElement.closest(SKIPPED)))
      put(node, "text", () => node.data, (said) => { node.data = said; });
  };
  const attribute = (element, name) => {
    if (element.hasAttribute(name)) put(element, name, () => element.getAttribute(name), (said) => element.setAttribute(name, said));
  };
  const all = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches("svg, script, style, canvas") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = root; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) text(node);
      else if (node.nodeType === Node.ELEMENT_NODE) for (const name of ATTRIBUTES) attribute(node, name);
    }
  };

  if (!state.watched) {
    state.watched = new MutationObserver((changes) => {
      for (const { type, target, addedNodes, attributeName } of changes) {
        if (type === "characterData") state.text(target);
        else if (type === "attributes") state.attribute(target, attributeName);
        else for (const node of addedNodes) state.all(node);
      }
    });
    state.watched.observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
  }
  Object.assign(state, { text, attribute, all });
  all(document.body);
})();
