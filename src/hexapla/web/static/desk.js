// The desk's keys; the reader's place, and what they type, kept over acts, reloads and a server
// that is started again. htmx sends the forms and puts in what comes back; without scripts every
// page works as well.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const $ = (sel, from = document) => from.querySelector(sel);
  const all = (sel, from = document) => [...from.querySelectorAll(sel)];
  const phrase = (name) => ($("#phrases") || { dataset: {} }).dataset[name] || "";
  let current = null;   // the id of the cell that the keys are about

  const cells = (column) => all(column ? `[data-cell="${CSS.escape(column)}"]` : "[data-cell]");
  const here = () => (current && document.getElementById(current)) || null;

  function go(cell) {
    if (!cell) return;
    current = cell.id;
    if (!cell.contains(document.activeElement) || document.activeElement === cell) {
      cell.focus({ preventScroll: true });
    }
    cell.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const first = $("[data-cell]");
    if (!first) return stops(by);
    const now = here();
    const list = cells((now || first).dataset.cell);
    const at = now ? list.indexOf(now) : -1;
    go(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
  }

  // Pages without a text in columns have other places to go through. In a table of them the keys
  // keep to the column.
  function stops(by) {
    const list = all("[data-stop]");
    const now = document.activeElement || document.body;
    const row = now.closest("tr"), column = now.closest("td");
    const at = list.indexOf(now.closest("[data-stop]") || (row && $("[data-stop]", row)));
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    const beside = column && next && next.closest("tr").cells[column.cellIndex];
    const one = (beside && $("a", beside)) || next;
    if (one) one.focus();
  }

  function sideways(by) {
    const now = here();
    if (!now) {
      const row = document.activeElement && document.activeElement.closest("tr");
      const links = row ? all("a", row) : [];
      const next = links[links.indexOf(document.activeElement) + by];
      return links.length ? next && next.focus() : step(1);
    }
    const row = all("[data-cell]", now.parentElement);
    go(row[row.indexOf(now) + by]);
  }

  function say(text) { const one = $("#said"); if (one) one.textContent = text; }

  // For those who see too, where what is said stands nowhere in sight.
  let telling = 0;
  function tell(text) {
    say(text);
    clearTimeout(telling);
    $("#said").className = "told";
    telling = setTimeout(() => { $("#said").className = "sr"; }, 4000);
  }

  function unseen(one) {
    const box = one.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight;
  }

  function warn(text) {
    const box = document.createElement("div");
    box.className = "problem";
    box.setAttribute("role", "alert");
    box.textContent = text;
    $("#problems").replaceChildren(box);
  }

  // What is being typed: kept under the place that it is typed at, until it is sent.

  const keyOf = (field) => {
    const cell = field.closest("[data-cell]");
    const thread = $("button[name=act]", field.form);
    const about = field.name === "text" && thread && thread.value.includes(":") ? thread.value : field.name;
    return `draft ${location.pathname} ${cell ? cell.id : ""} ${about}`;
  };

  function drafts() {
    // Most pages have hundreds of fields and no draft: look for the drafts first.
    const prefix = `draft ${location.pathname} `;
    if (!Object.keys(localStorage).some((key) => key.startsWith(prefix))) return;
    for (const one of all("[data-draft]")) {
      const kept = localStorage.getItem(keyOf(one));
      if (kept && !one.value) {
        one.value = kept;
        const details = one.closest("details");
        if (details) details.open = true;
      }
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-draft]")) return;
    if (event.target.value) localStorage.setItem(keyOf(event.target), event.target.value);
    else localStorage.removeItem(keyOf(event.target));
  });

  // Acts: htmx sends them one after the other. The keys go on to the next block at once.

  const fieldOf = { "send-back": "reason", waive: "why", comment: "text" };
  let sending = null;    // what is on its way: the cell's id, the drafts that it sends
  const waiting = () => JSON.parse(localStorage.getItem("waiting") || "[]");

  // What is found is not put under the hands of somebody who writes.
  const writing = () => document.activeElement && document.activeElement.matches("#board textarea");

  let held = null;    // the first row in sight and where it stands, while rows come in unasked
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id !== "looking") return;
    if (!writing()) return;
    event.preventDefault();
    setTimeout(() => { const one = $("#looking"); if (one) htmx.trigger(one, "again"); }, 1500);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.verb !== "get") return;
    if (writing()) event.detail.shouldSwap = false;
    const row = all("#rows > tr").find((one) => one.getBoundingClientRect().bottom > 0);
    held = row && scrollY > 0 ? { id: row.id, top: row.getBoundingClientRect().top } : null;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (!form) return;
    const cell = form.closest("[data-cell]");
    const config = event.detail.requestConfig;
    const act = String(config.formData.get("act") || "").split(":")[0];
    const field = fieldOf[act] && $(`[name="${fieldOf[act]}"]`, form);
    sending = { cell: cell && cell.id, draft: field && keyOf(field), act };
    if (field) field.removeAttribute("data-draft");
  });

  // Where decisions alone changed, the cells are told which pieces are theirs now; after an act in
  // bulk hundreds of them share a few. No form gains or loses a field: browsers that fill forms in
  // would look through all of them again.
  function redraw() {
    const box = $("#redrawn");
    if (!box || !box.dataset.cells) return;
    const pieces = box.children;
    for (const one of box.dataset.cells.split(",")) {
      const [id, verdict, seen, can, about, decided] = one.split(" ");
      const cell = document.getElementById(id);
      if (!cell) continue;
      const form = $(".acts", cell), button = $('button[value="approve"]', form);
      cell.className = `target ${verdict}`;
      form.elements.seen.value = seen;
      $(".about", cell).replaceChildren(...pieces[about].cloneNode(true).childNodes);
      $(".decided", cell).replaceChildren(...pieces[decided].cloneNode(true).childNodes);
      if (!button) continue;
      if (document.activeElement === button) cell.focus({ preventScroll: true });
      button.hidden = can === "0";
    }
    delete box.dataset.cells;
    box.replaceChildren();
  }

  function filled() {
    redraw();
    drafts();
    roving();
    const row = held && document.getElementById(held.id);
    if (row) scrollBy(0, row.getBoundingClientRect().top - held.top);
    held = null;
    if (document.activeElement === document.body && here()) here().focus({ preventScroll: true });
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (requestConfig.verb === "get") return filled();
    const sent = sending;
    sending = null;
    if (!xhr || !xhr.status) {
      // The server is away: what was to be done waits here, and is done when it is back.
      const list = waiting();
      list.push({ path: requestConfig.path, values: Object.fromEntries(requestConfig.formData) });
      localStorage.setItem("waiting", JSON.stringify(list));
      warn(phrase("away"));
      knock();
      return;
    }
    const done = xhr.status < 400;
    redraw();
    if (done && sent && sent.draft) localStorage.removeItem(sent.draft);
    drafts();
    roving();
    if (!done && sent && sent.cell) go(document.getElementById(sent.cell));
    else if (!document.activeElement || document.activeElement === document.body) go(here());
    else if (here() && here().contains(document.activeElement)) go(here());
    const told = $(".problem") || $("#note") || $("#shown");
    const text = told ? told.textContent.trim() : "";
    // What an act in a block came to is seen there; what was taken back may stand anywhere.
    if (told && !(sent && sent.cell) && unseen(told)) tell(text); else say(text);
    const hint = $("#hint");
    if (hint) tell(hint.textContent.trim());
    const problem = $(".problem");
    if (problem) problem.scrollIntoView({ block: "nearest" });
  });

  let knocking = false;
  async function knock() {
    if (knocking) return;
    knocking = true;
    while (waiting().length) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      try { if (!(await fetch("/alive")).ok) continue; } catch { continue; }
      const [one, ...rest] = waiting();
      localStorage.setItem("waiting", JSON.stringify(rest));
      $("#problems").replaceChildren();
      if (location.pathname.startsWith("/documents/") && $("#board")) {
        const field = fieldOf[String(one.values.act || "").split(":")[0]];
        await htmx.ajax("POST", one.path, { values: one.values, source: "#board", swap: "none" });
        if (field && !$(".problem")) forget(one.values[field]);
      }
      if (!$(".problem")) say(phrase("back"));
    }
    knocking = false;
  }

  function forget(text) {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("draft ") && localStorage.getItem(key) === text) localStorage.removeItem(key);
    }
    for (const one of all("[data-draft]")) if (one.value === text) one.value = "";
  }

  // Who has no role for a translation finds nothing to decide with in it: says why.
  function roleless(cell) {
    return $(".acts [data-key=r]", cell) ? null : $(`#${CSS.escape(`role-${cell.dataset.cell}`)}`);
  }

  function act(name) {
    const cell = here();
    const button = cell && $(`.acts button[name="act"][value="${name}"]`, cell);
    if (!cell) return;
    const list = cells(cell.dataset.cell);
    const next = list[list.indexOf(cell) + 1];
    const why = !button && ($(".acts > .hint:not([data-for])", cell) || roleless(cell));
    if (why) return tell(why.textContent);
    if (button && !button.hidden) button.click();
    if (name === "approve" && next) go(next);
  }

  function open(key) {
    const cell = here();
    const details = cell && $(`details[data-key="${key}"]`, cell);
    if (!details) {
      const why = cell && ($(`.hint[data-for="${key}"]`, cell) || roleless(cell));
      if (why) tell(why.textContent);
      else if (cell && key === "w") tell(phrase("unwaivable"));
      deaf = performance.now() + PAUSE;
      return;
    }
    details.open = true;
    $("textarea", details).focus();
  }

  function undo() {
    const now = here();
    const button = $(now ? `[data-undo="${CSS.escape(now.dataset.cell)}"]` : "[data-undo]");
    if (button) button.click(); else tell(phrase("nothing"));
  }

  // The glossary: a term's note beside it while it is pointed at or has the focus; Escape closes it.

  let note = null, noted = null, closing = 0;

  function show(term) {
    clearTimeout(closing);
    if (noted === term) return;
    hide();
    const card = document.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (!card) return;
    note = card.cloneNode(true);
    note.id = "term-note";
    note.className = "card floating";
    note.setAttribute("role", "tooltip");
    note.lang = document.documentElement.lang;
    $("main").append(note);
    noted = term;
    term.setAttribute("aria-describedby", "term-note");
    const box = term.getBoundingClientRect();
    const wide = note.offsetWidth, high = note.offsetHeight;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8));
    const below = box.bottom + 4 + high <= innerHeight || box.top < high + 8;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? box.bottom + 4 : box.top - high - 4) + scrollY}px`;
    note.addEventListener("pointerenter", () => clearTimeout(closing));
    note.addEventListener("pointerleave", later);
  }

  function hide() {
    clearTimeout(closing);
    if (note) note.remove();
    if (noted) noted.removeAttribute("aria-describedby");
    note = noted = null;
  }

  function later() { clearTimeout(closing); closing = setTimeout(hide, 250); }

  document.addEventListener("pointerover", (event) => {
    const term = event.target.closest && event.target.closest("a.term");
    if (term) show(term);
  });
  document.addEventListener("pointerout", (event) => {
    const term = event.target.closest && event.target.closest("a.term");
    if (term && term !== document.activeElement) later();
  });

  // Tab stops at the terms of the block that one is at, not at the hundreds of the page.
  function roving() {
    const cell = here();
    const row = cell && cell.closest("tr");
    for (const one of all('#rows a.term:not([tabindex="-1"])')) one.tabIndex = -1;
    if (row) for (const one of all("a.term", row)) one.tabIndex = 0;
  }

  function nextTerm() {
    const cell = here();
    if (!cell) return;
    const list = all("a.term", cell.closest("tr"));
    const next = list[(list.indexOf(document.activeElement) + 1) % list.length];
    if (next) next.focus();
  }

  document.addEventListener("focusin", (event) => {
    const term = event.target.closest("a.term");
    if (term) show(term); else if (!event.target.closest("#term-note")) hide();
    const cell = event.target.closest("[data-cell]");
    if (cell && cell.id !== current) { current = cell.id; roving(); }
  });
  // A choice is taken at once, but not while the arrows or letters still go through the choices:
  // then with Enter, or with the button beside it.
  let typed = null;
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("[data-submit]")) return;
    if (typed !== field) { field.form.requestSubmit(); return; }
    const button = $("[data-nojs]", field.form);
    if (button) button.removeAttribute("data-nojs");
  });
  document.addEventListener("pointerdown", () => { typed = null; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#help-button")) $("#help").showModal();
    const term = event.target.closest("a.term");
    if (term) { event.preventDefault(); show(term); return; }
    const cell = event.target.closest("[data-cell]");
    if (cell && !event.target.closest("button, summary, textarea, a, label, input")) go(cell);
  });

  // A key that found no field to open may have a reason typed after it, meant for that field: its
  // letters are no keys. They are again after a pause.
  const PAUSE = 800;
  let deaf = 0;

  const keys = {
    j: () => step(1), k: () => step(-1), h: () => sideways(-1), l: () => sideways(1),
    a: () => act("approve"), r: () => open("r"), w: () => open("w"), c: () => open("c"),
    m: () => { const link = here() && $('[data-key="m"]', here()); if (link) link.click(); },
    g: nextTerm, u: undo,
    "/": () => { const field = $("#q") || $("#everywhere"); if (field) { field.focus(); field.select(); } },
    "?": () => { const help = $("#help"); if (help && !help.open) help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=checkbox])");
    if (event.target.matches("select[data-submit]")) {
      if (event.key === "Enter" && typed === event.target) {
        event.preventDefault();
        event.target.form.requestSubmit();
      } else typed = event.key === " " || event.altKey ? null : event.target;
    }
    if (event.key === "Escape" && note) { hide(); return; }
    if (event.key === "Escape" && typing) {
      const cell = event.target.closest("[data-cell]");
      event.target.blur();
      if (cell) go(cell);
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      const part = event.target.closest("details") || event.target.form;
      const button = $("button", part);
      const cell = event.target.closest("[data-cell]");
      if (cell) { event.target.blur(); current = cell.id; }
      if (button) button.click();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (performance.now() < deaf) {
      deaf = performance.now() + PAUSE;
      event.preventDefault();
      return;
    }
    const does = keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  drafts();
  roving();
  if (waiting().length) knock();
  if (location.hash.length > 1) {
    const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at) go(at.matches("[data-cell]") ? at : $("[data-cell]", at) || null);
  }
})();
