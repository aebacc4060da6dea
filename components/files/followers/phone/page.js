"use strict";
const W = JSON.parse(document.getElementById("words").textContent);
const $ = (id) => document.getElementById(id);
const code = document.querySelector("main").dataset.code;
const base = location.pathname.replace(/\/$/, "");
// Storage may be closed to us; then choices last as long as the page.
const memory = {};
const kept = (key, value) => {
  try {
    if (value !== undefined) localStorage.setItem("arms-lens-" + key, value);
    return localStorage.getItem("arms-lens-" + key);
  } catch {
    if (value !== undefined) memory[key] = value;
    return memory[key] || null;
  }
};
let language = W[kept("lang")] ? kept("lang") : document.documentElement.lang;
let slide = null, notes = [], live = null, answers = {};
const t = (key) => W[language][key];
const said = (text) => text[language] || text.en || Object.values(text)[0] || "";

function button(parent, text, pressed, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-pressed", pressed);
  made.onclick = act;
  parent.append(made);
  return made;
}

function words() {
  document.documentElement.lang = language;
  $("languages").setAttribute("aria-label", t("language"));
  $("languages").replaceChildren();
  for (const name in W) {
    const made = button($("languages"), name.toUpperCase(), name === language, () => {
      language = kept("lang", name) || name;
      $("sent").textContent = $("answered").textContent = "";
      words();
      $("languages").querySelector("[aria-pressed=true]").focus();
    });
    made.lang = name;
    made.title = W[name].name;
  }
  for (const [id, key] of [["asks", "question"], ["yours", "note"], ["send", "send"], ["rule", "rule"], ["large", "large"], ["notes", "notes"]]) $(id).textContent = t(key);
  left();
  line();
  draw();
  list();
}

function left() {
  $("left").textContent = t("left").replace("{n}", $("text").maxLength - $("text").value.length);
}

// What is being written outlives a reload, which a pull at the page is on many phones.
function draft() {
  kept("draft-" + code, $("text").value);
  left();
}

function line() {
  $("line").textContent = live === null ? t("wait") : t(live ? "live" : "lost");
  $("line").className = live === false ? "off" : "";
}

function draw() {
  if (!slide) return;
  $("place").textContent = t("place").replace("{n}", slide.place).replace("{all}", slide.all);
  $("title").textContent = said(slide.title);
  document.title = said(slide.title) + " – Arms Lens";
  $("finding").textContent = said(slide.finding);
  $("form").hidden = false;
  $("section").replaceChildren(...said(slide.section).flatMap(([heading, lines]) => {
    const list = document.createElement("ul");
    list.append(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    return heading ? [Object.assign(document.createElement("h2"), { textContent: heading }), list] : [list];
  }));
  $("pictures").replaceChildren(...slide.pictures.map((address) => {
    const link = document.createElement("a"), picture = new Image(1600, 1120);
    link.href = picture.src = address + "&lang=" + language;
    link.target = "_blank";
    picture.alt = t("picture").replace("{title}", said(slide.title));
    link.append(picture);
    return link;
  }));
  $("large").hidden = !slide.pictures.length;
  $("current").textContent = said(slide.current);
  const ask = said(slide.ask);
  $("asking").hidden = !ask;
  $("ask").textContent = ask;
  choices();
}

function choices() {
  const own = slide.choices.map((text, i) => [String(i + 1), said(text)]);
  $("how").textContent = t(own.length ? "choose" : "how");
  $("answers").replaceChildren();
  $("answers").className = own.length ? "long" : "";
  for (const [answer, text] of own.length ? own : ["well", "partly", "hardly"].map((name) => [name, t(name)]))
    button($("answers"), text, answers[slide.id] === answer, () => vote(answer));
}

function list() {
  $("room").hidden = !notes.length;
  $("list").replaceChildren(...notes.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
}

async function post(body) {
  try {
    const answer = await fetch(base + "/notes", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ language, slide: slide.id, ...body }),
    });
    const found = await answer.json();
    return [answer.ok, found.said];
  } catch {
    return [false, t("failed")];
  }
}

async function vote(answer) {
  const at = slide.id;
  const [ok, text] = await post({ answer });
  if (ok) answers[at] = answer;
  if (slide.id !== at) return;
  choices();
  const chosen = $("answers").querySelector("[aria-pressed=true]");
  if (ok && chosen) chosen.focus();
  $("answered").textContent = text;
}

$("form").onsubmit = async (event) => {
  event.preventDefault();
  $("send").disabled = true;
  const sent = $("text").value;
  const [ok, text] = await post({ text: sent });
  // What was written meanwhile is another note.
  if (ok && $("text").value === sent) $("text").value = "";
  $("send").disabled = false;
  $("sent").textContent = text;
  draft();
};
$("text").value = kept("draft-" + code) || "";
$("text").oninput = draft;

let events = null;
function follow() {
  if (events) events.close();
  const mine = (events = new EventSource(base + "/events"));
  const connected = (yes) => {
    if (live !== yes) {
      live = yes;
      line();
    }
  };
  mine.onopen = () => connected(true);
  mine.addEventListener("slide", (event) => {
    const next = JSON.parse(event.data);
    if (!slide || slide.id !== next.id) {
      notes = [];
      $("sent").textContent = $("answered").textContent = "";
    }
    slide = next;
    draw();
    list();
  });
  mine.addEventListener("notes", (event) => {
    notes = JSON.parse(event.data);
    list();
  });
  mine.onerror = () => {
    connected(false);
    // The browser tries again by itself unless the server refused: the app may be starting.
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === events && follow(), 2000 + 2000 * Math.random());
  };
}
// A phone that slept may not know that its connection is gone.
document.addEventListener("visibilitychange", () => document.hidden || follow());
addEventListener("online", follow);

words();
follow();
