// One listener for all slides, before the map hears the arrows. A clicker sends Page Up and Page Down.
(() => {
  const names = {ArrowRight: "next", ArrowDown: "next", " ": "next", PageDown: "next", ArrowLeft: "back", ArrowUp: "back",
                 PageUp: "back", Home: "first", End: "last"};
  // What was asked for is asked for again after so many milliseconds, then after twice as many, since who asks again begins again;
  // a window that asks for itself is given some time for it.
  const PATIENCE = 3000, ITS_OWN = 300;

  const black = () => {
    const found = document.getElementById("slide-black");
    if (found) return found.remove();
    const made = Object.assign(document.createElement("div"), {id: "slide-black"});
    made.style.cssText = "position:fixed;inset:0;background:#000;z-index:9999999";
    made.addEventListener("click", black);
    document.body.append(made);
  };

  // Seconds as the server counted them, and on from there: all windows say the same.
  const clock = () => document.querySelectorAll("[data-elapsed]").forEach(one => {
    one.since ??= Date.now() - 1000 * one.dataset.elapsed;
    const seconds = Math.floor((Date.now() - one.since) / 1000), {planned} = one.dataset;
    one.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    one.style.color = planned && seconds > planned ? "#B3261E" : "";
  });

  // The largest letters at which a section of a briefing is seen whole.
  const fit = () => {
    const found = document.querySelector(".st-key-stage_briefing");
    const room = found?.closest("[class*='st-key-stage_view_']");
    if (!room) return;
    for (const times of [2.2, 2, 1.8, 1.65, 1.5, 1.35, 1.2, 1.1, 1]) {
      found.style.zoom = times;
      if (found.getBoundingClientRect().height <= room.getBoundingClientRect().height) return;
    }
  };

  // The largest letters at which all notes have room on the wall; how many have none even so.
  const fitNotes = () => {
    const list = document.querySelector("#slide-wall .notes"), rest = document.querySelector("#slide-wall .rest");
    if (!list) return;
    const hidden = () => [...list.children].filter(one => one.getBoundingClientRect().right > list.getBoundingClientRect().right + 1);
    for (const times of [1, 0.9, 0.8, 0.7]) {
      list.style.fontSize = `${times}em`;
      rest.hidden = true;
      if (!hidden().length) return;
    }
    rest.hidden = false;
    const text = rest.dataset.said.replace("@", hidden().length);
    if (rest.textContent !== text) rest.textContent = text;
  };

  // Keys pressed faster than slides come wait for the slide that was asked for. A button says which slide it belongs to, so that
  // none of a slide that is just leaving is pressed.
  const later = [], here = () => document.querySelector("[class*='st-key-slide_next_']")?.className.match(/slide_next_(\d+)/)[1];
  const button = name => document.querySelector(`.st-key-slide_${name}_${here()} button`);
  let asked = {};
  const ask = (name, patience = PATIENCE) => {
    asked = {at: here(), name, patience, since: Date.now()};
    button(name)?.click();
  };
  const goOn = () => {
    if (asked.at && asked.at === here()) {
      if (Date.now() - asked.since > asked.patience) ask(asked.name, 2 * asked.patience);
      return;
    }
    asked = {};
    while (!asked.at && later.length && button(later[0])) {
      const name = later.shift();
      if (!button(name).disabled) ask(name);
    }
  };

  // The room tells its place, and by a number that something around the slide is new: notes, votes, the wall.
  // While a run is being drawn it waits: Streamlit may drop what a run has drawn when another one is asked for as it ends.
  let source, told = {}, seen, looked = 0;
  const drawing = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";
  const inStep = () => {
    if (drawing() && Date.now() - told.since < PATIENCE) return;
    if (here() && told.place !== undefined && told.place !== +here()) return asked.at === here() ? null : ask("again");
    if (told.turn === seen || Date.now() - looked < 900) return;
    [seen, looked] = [told.turn, Date.now()];
    document.querySelector(".st-key-room_again button")?.click();
  };
  const listen = () => {
    const code = document.getElementById("slide-room")?.dataset.code;
    if (source && source.code === code && source.readyState !== EventSource.CLOSED) return;
    source?.close();
    [source, told] = [undefined, {}];
    if (!code) return;
    source = Object.assign(new EventSource(`/follow/${code}/window`), {code});
    source.onmessage = event => { told = {...JSON.parse(event.data), since: Date.now()}; setTimeout(inStep, ITS_OWN); };
  };

  clock();
  if (window.slideKeys) return;
  window.slideKeys = true;
  setInterval(() => { clock(); listen(); goOn(); inStep(); }, 1000);
  const fitAll = () => { fit(); fitNotes(); };
  new MutationObserver(() => { listen(); goOn(); fitAll(); }).observe(document.body, {childList: true, subtree: true});
  addEventListener("resize", fitAll);
  // The way out of the projector's window is seen while the mouse moves.
  let resting;
  document.addEventListener("mousemove", () => {
    document.documentElement.classList.add("mouse-moved");
    clearTimeout(resting);
    resting = setTimeout(() => document.documentElement.classList.remove("mouse-moved"), 3000);
  });
  const notesButton = () =>
    document.querySelector(".st-key-slide_wall [class*='st-key-slide_wall_'] button, [class*='st-key-notes_wall'] button");
  // Escape leaves what was called last: the black screen, the full screen (by the browser itself), the wall, then the window.
  const leave = () => {
    if (document.getElementById("slide-black")) black();
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (document.getElementById("slide-wall")) notesButton()?.click();
    else document.querySelector(".st-key-stage_leave button")?.click();
  };
  document.addEventListener("keydown", event => {
    if (!document.querySelector(".st-key-slide_keys") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, [role=combobox]")) return;
    const letter = event.key.toLowerCase();
    if (letter === "b" || event.key === ".") black();
    else if (letter === "f" && document.fullscreenElement) document.exitFullscreen();
    else if (letter === "f") document.documentElement.requestFullscreen();
    else if (letter === "n") notesButton()?.click();
    else if (event.key === "Escape") leave();
    else if (names[event.key]) { if (!event.repeat) later.push(names[event.key]); goOn(); }
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})()
