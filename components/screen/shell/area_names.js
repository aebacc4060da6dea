window.areaNames = JSON.parse(document.currentScript.dataset.names);
// What is typed into a box of areas becomes what the names begin with, accents included, before the box sees it.
if (!window.spellsAreas) {
  window.spellsAreas = true;
  const boxes = ".st-key-area input, [class*='_compare_area'] input, [class*='st-key-briefing_area'] input";
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (event.isComposing || !field.matches || !field.matches(boxes)) return;
    const typed = field.value, bare = plain(typed), at = field.selectionStart;
    const starting = window.areaNames.filter((name) => bare && plain(name).startsWith(bare));
    const asTyped = starting.some((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
    const name = starting.find((other) => plain(other) === bare) || (asTyped ? null : starting[0]);
    if (!name || name.startsWith(typed)) return;
    write.call(field, name.slice(0, typed.length));
    field.setSelectionRange(at, at);
  }, true);
  // A box empties itself when the app changes what is chosen, a region that leaves for a country: what is typed meanwhile comes back.
  let typing = "";
  document.addEventListener("input", (event) => {
    if (event.target.matches && event.target.matches(boxes)) typing = event.target.value;
  }, true);
  const ended = (event) => {
    if (event.isTrusted && (!event.key || ["Enter", "Escape", "Tab"].includes(event.key))) typing = "";
  };
  for (const kind of ["keydown", "pointerdown", "focusout"]) document.addEventListener(kind, ended, true);
  new MutationObserver((changes) => {
    const field = document.activeElement;
    if (!typing || field.value || !changes.some((change) => change.target === field) || !field.matches(boxes)) return;
    write.call(field, typing);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }).observe(document.body, { attributes: true, attributeFilter: ["value"], subtree: true });
  // A name that is chosen already is offered no more: Enter would choose another that begins like it.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches || !field.matches(boxes)) return;
    const chosen = [...field.parentElement.querySelectorAll("[data-tag]")].map((tag) => plain(tag.textContent));
    if (chosen.includes(plain(field.value))) event.stopImmediatePropagation();
  }, true);
}
