(function () {
  "use strict";
  var slides = Array.prototype.slice.call(document.querySelectorAll("section"));
  var count = document.getElementById("count");
  var here = 0;
  var jumped = false;
  document.documentElement.className = "js";
  function inView() {
    var best = 0;
    var line = window.innerHeight * 0.4;
    slides.forEach(function (slide, i) { if (slide.getBoundingClientRect().top <= line) { best = i; } });
    return best;
  }
  function at(i) {
    here = i;
    count.textContent = (i + 1) + " / " + slides.length;
    Array.prototype.forEach.call(document.querySelectorAll("a[data-language]"), function (link) {
      link.setAttribute("href", link.getAttribute("href").split("#")[0] + "#" + slides[i].id);
    });
  }
  function go(i) {
    var to = Math.max(0, Math.min(i, slides.length - 1));
    // The last slides may be too short to reach the top: what was jumped to counts until somebody scrolls.
    jumped = true;
    slides[to].scrollIntoView({ block: "start" });
    slides[to].focus({ preventScroll: true });
    try { history.replaceState(null, "", "#" + slides[to].id); } catch (error) { /* Some browsers refuse it for files. */ }
    at(to);
  }
  var steps = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === " " && event.target.closest("button, a")) { return; }
    if (event.key in steps) { go(here + steps[event.key]); }
    else if (event.key === "Home") { go(0); }
    else if (event.key === "End") { go(slides.length - 1); }
    else if (event.key === "p" || event.key === "P") { window.print(); }
    else { jumped = false; return; }
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", function () { go(here - 1); });
  document.getElementById("on").addEventListener("click", function () { go(here + 1); });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  ["wheel", "touchmove", "mousedown"].forEach(function (kind) {
    window.addEventListener(kind, function () { jumped = false; }, { passive: true });
  });
  window.addEventListener("scroll", function () { if (!jumped) { at(inView()); } }, { passive: true });
  window.addEventListener("hashchange", function () { jumped = false; at(inView()); });
  // A slide is a sheet of paper: what is longer is drawn smaller, as little as it needs. No script can ask how a page lies on
  // paper, so the style for paper is measured on the screen, before the browser draws again.
  var SHEET = { wide: "277mm", high: 190 * 96 / 25.4 };
  function fit(slide) {
    for (var size = 1; size > 0.6; size -= 0.02) {
      slide.style.setProperty("--fit", size.toFixed(2));
      if (slide.getBoundingClientRect().height <= SHEET.high) { return; }
    }
  }
  window.addEventListener("beforeprint", function () {
    var rules = Array.prototype.filter.call(document.styleSheets[0].cssRules, function (rule) { return rule.media; });
    var media = rules.map(function (rule) { return rule.media.mediaText; });
    rules.forEach(function (rule, i) { rule.media.mediaText = media[i].indexOf("max-width") < 0 ? "all" : "not all"; });
    document.body.style.width = SHEET.wide;
    slides.forEach(function (slide) { if (!slide.classList.contains("running")) { fit(slide); } });
    document.body.style.width = "";
    rules.forEach(function (rule, i) { rule.media.mediaText = media[i]; });
  });
  window.addEventListener("load", function () {
    var named = slides.findIndex(function (slide) { return "#" + slide.id === window.location.hash; });
    // Whoever pressed a key before all pictures were there stays where that led.
    if (jumped) { go(here); } else if (named > 0) { go(named); } else { at(0); }
  });
})();
