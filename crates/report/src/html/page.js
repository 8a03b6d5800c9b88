// The page is whole without this script. It filters the findings, keeps the filter in the address so
// that a view can be passed on, and opens what is to be printed. What it says stands in attributes of its form.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  var status = document.getElementById("shown");
  var files = Array.prototype.slice.call(document.querySelectorAll("details.file"));
  var severities = ["error", "warning", "advice", "aside"];
  var choices = ["office", "matter", "rule"];
  // Rows of the tables have the numbers by which findings name them; the first option is that for all.
  var texts = new Map();
  var opened = null;

  // Names in the tables lead to their findings.
  document.querySelectorAll(".only").forEach(function (name) {
    var link = document.createElement("a");
    link.href = "#" + new URLSearchParams([[name.dataset.key, name.dataset.name]]);
    link.title = form.dataset.only;
    link.className = "only";
    link.textContent = name.textContent;
    name.replaceWith(link);
  });

  function read() {
    var state = new URLSearchParams(location.hash.slice(1));
    form.elements.q.value = state.get("q") || "";
    choices.forEach(function (key) {
      form.elements[key].value = state.get(key) || "";
      // A name that this report does not have filters nothing.
      if (form.elements[key].selectedIndex < 0) form.elements[key].value = "";
    });
    var wanted = state.has("severity") ? state.get("severity").split(",") : severities;
    form.elements.severity.forEach(function (box) { box.checked = wanted.indexOf(box.value) >= 0; });
  }

  function state() {
    var state = new URLSearchParams();
    ["q"].concat(choices).forEach(function (key) {
      var value = form.elements[key].value.trim();
      if (value) state.set(key, value);
    });
    var wanted = Array.prototype.filter.call(form.elements.severity, function (box) { return box.checked; });
    if (wanted.length < severities.length) {
      state.set("severity", wanted.map(function (box) { return box.value; }).join(","));
    }
    return state.toString();
  }

  function text(node) {
    if (!texts.has(node)) texts.set(node, node.textContent.toLowerCase());
    return texts.get(node);
  }

  function names(list, number) {
    return number < 0 || (list || "").split(" ").indexOf(String(number)) >= 0;
  }

  function filter() {
    var words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = {};
    form.elements.severity.forEach(function (box) { wanted[box.value] = box.checked; });
    var number = {};
    choices.forEach(function (key) { number[key] = form.elements[key].selectedIndex - 1; });
    var isWhole = state() === "";
    var shown = 0, aside = 0, inFiles = 0, matching = [];
    files.forEach(function (file) {
      var summary = file.querySelector("summary");
      var here = 0;
      file.querySelectorAll("[data-s]").forEach(function (item) {
        var data = item.dataset;
        var isShown = wanted[data.s] && names(data.r, number.rule) &&
          names(data.o || file.dataset.o, number.office) && names(data.m || file.dataset.m, number.matter);
        if (isShown && words.length) {
          var drawing = item.parentNode.querySelectorAll("pre");
          var all = text(summary) + " " + text(item);
          drawing.forEach(function (pre) { all += " " + text(pre); });
          isShown = words.every(function (word) { return all.indexOf(word) >= 0; });
        }
        item.hidden = !isShown;
        if (!isShown) return;
        here += 1;
        if (data.s === "aside") aside += 1; else shown += 1;
      });
      file.querySelectorAll(".place, .asides").forEach(function (place) {
        place.hidden = !place.querySelector("[data-s]:not([hidden])");
      });
      file.hidden = here === 0;
      if (here > 0) { inFiles += 1; matching.push(file); }
    });
    if (!isWhole && matching.length <= 50) {
      matching.forEach(function (file) {
        file.open = true;
        var asides = file.querySelector(".asides");
        if (asides && !file.querySelector("article:not([hidden])")) asides.open = true;
      });
    }
    var template = form.dataset[(isWhole ? "whole" : "filtered") + (aside ? "Aside" : "")];
    status.textContent = template.replace("{findings}", shown).replace("{aside}", aside).replace("{files}", inFiles);
    var silent = document.getElementById("silent");
    if (silent) silent.hidden = !isWhole;
  }

  function changed() {
    var now = state();
    if (now !== location.hash.slice(1)) {
      history.replaceState(null, "", "#" + now);
    }
    filter();
  }

  // Anchors of sections are no filters.
  function isFilter() { return location.hash.indexOf("=") > 0; }

  function moved() {
    if (!isFilter()) return;
    read();
    filter();
    document.getElementById("findings").scrollIntoView();
  }

  var waiting;
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(changed, 150); });
  form.addEventListener("submit", function (event) { event.preventDefault(); changed(); });
  form.addEventListener("reset", function () { setTimeout(changed, 0); });
  form.addEventListener("click", function (event) {
    var act = event.target.dataset && event.target.dataset.act;
    if (act) files.forEach(function (file) { if (!file.hidden) file.open = act === "open"; });
  });
  window.addEventListener("hashchange", moved);
  window.addEventListener("beforeprint", function () {
    var folds = document.querySelectorAll("details.file, .asides");
    opened = Array.prototype.filter.call(folds, function (fold) { return !fold.open && !fold.hidden; });
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    (opened || []).forEach(function (fold) { fold.open = false; });
    opened = null;
  });

  form.hidden = false;
  document.documentElement.className = "scripted";
  if (isFilter()) { read(); moved(); } else { filter(); }
})();
