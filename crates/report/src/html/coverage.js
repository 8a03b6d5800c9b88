// The page is whole without this script. It searches, keeps the search in the address so that it can be
// passed on, opens what a link leads to, and what is to be printed. What it says stands in attributes of its
// form.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  var status = document.getElementById("shown");
  var keys = ["q", "kind", "checked"];
  var opened = null;

  function all(selector, node) {
    return Array.prototype.slice.call((node || document).querySelectorAll(selector));
  }

  function lower(nodes) {
    return nodes.map(function (node) { return node.textContent; }).join(" ").toLowerCase();
  }

  // What is searched, read once: of a source, a clause and a rule each its own words.
  var sources = all("details.source").map(function (source) {
    return {
      node: source,
      text: lower(all(":scope > summary h3, :scope > .facts", source)),
      clauses: all(".clause", source).map(function (clause) {
        return {
          node: clause,
          text: lower(all(":scope > .own", clause)),
          rules: all(".rule", clause).map(function (rule) { return { node: rule, text: lower([rule]) }; })
        };
      })
    };
  });

  function state() {
    var state = new URLSearchParams();
    keys.forEach(function (key) {
      var value = form.elements[key].value.trim();
      if (value) state.set(key, value);
    });
    return state.toString();
  }

  function read() {
    var state = new URLSearchParams(location.hash.slice(1));
    keys.forEach(function (key) {
      form.elements[key].value = state.get(key) || "";
      if (form.elements[key].selectedIndex < 0) form.elements[key].value = "";
    });
  }

  function search() {
    var words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    var kind = form.elements.kind.value, checked = form.elements.checked.value;
    var isWhole = state() === "";
    var counts = [0, 0, 0];
    var matching = [];
    function has(text) {
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    }
    sources.forEach(function (source) {
      var before = counts[1];
      var isMeant = !kind || source.node.dataset.k === kind;
      source.clauses.forEach(function (clause) {
        var above = source.text + " " + clause.text;
        var isHere = isMeant && (!checked || clause.node.dataset.c === checked);
        var whole = isHere && has(above);
        var rules = clause.rules.filter(function (rule) {
          var isShown = whole || (isHere && has(above + " " + rule.text));
          rule.node.hidden = !isShown;
          return isShown;
        });
        clause.node.hidden = !whole && rules.length === 0;
        if (clause.node.hidden) return;
        counts[1] += 1;
        counts[2] += rules.length;
      });
      var isShown = counts[1] > before || (isMeant && !checked && has(source.text));
      source.node.hidden = !isShown;
      if (isShown) { counts[0] += 1; matching.push(source.node); }
    });
    if (!isWhole && matching.length <= 20) matching.forEach(function (source) { source.open = true; });
    document.getElementById("own").hidden = !isWhole;
    var text = isWhole ? form.dataset.whole : form.dataset.found;
    status.textContent = text.replace("{sources}", counts[0]).replace("{clauses}", counts[1])
      .replace("{rules}", counts[2]);
  }

  function changed() {
    var now = state();
    // What leads to a rule is no search and stays.
    var before = location.hash.indexOf("=") > 0 ? location.hash.slice(1) : "";
    if (now !== before) history.replaceState(null, "", "#" + now);
    search();
  }

  // Opens what the address names, and all around it.
  function open() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (error) { return; }
    var target = document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); search(); }
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    target.scrollIntoView();
  }

  function moved() {
    if (location.hash.indexOf("=") > 0) {
      read();
      search();
      document.getElementById("sources").scrollIntoView();
    } else {
      open();
    }
  }

  var waiting;
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(changed, 150); });
  form.addEventListener("submit", function (event) { event.preventDefault(); changed(); });
  form.addEventListener("reset", function () { setTimeout(changed, 0); });
  form.addEventListener("click", function (event) {
    var act = event.target.dataset && event.target.dataset.act;
    if (act) sources.forEach(function (source) { if (!source.node.hidden) source.node.open = act === "open"; });
  });
  window.addEventListener("hashchange", moved);
  // Examples are printed where somebody opened them.
  window.addEventListener("beforeprint", function () {
    opened = all("details.source, .rule").filter(function (fold) { return !fold.open && !fold.closest("[hidden]"); });
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    (opened || []).forEach(function (fold) { fold.open = false; });
    opened = null;
  });

  form.hidden = false;
  search();
  moved();
})();
