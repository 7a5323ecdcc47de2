// The desk's keys, and acts that leave the reader's place as it is. Without it every page works.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const $ = (sel, from = document) => from.querySelector(sel);
  const all = (sel, from = document) => [...from.querySelectorAll(sel)];
  let current = null;   // the id of the cell that the keys are about
  let busy = false;

  const cells = (column) =>
    all("[data-cell]").filter((one) => !column || one.dataset.column === column);
  const here = () => (current && document.getElementById(current)) || null;

  function go(cell) {
    if (!cell) return;
    current = cell.id;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const now = here();
    const list = cells(now ? now.dataset.column : (cells()[0] || { dataset: {} }).dataset.column);
    const at = now ? list.indexOf(now) : -1;
    go(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
  }

  function sideways(by) {
    const now = here();
    if (!now) return step(1);
    const row = all("[data-cell]", now.parentElement);
    go(row[row.indexOf(now) + by]);
  }

  function say(text) { const one = $("#said"); if (one) one.textContent = text; }

  function warn(text) {
    let box = $(".problem");
    if (!box) {
      box = document.createElement("div");
      box.className = "problem";
      box.setAttribute("role", "alert");
      $("main").prepend(box);
    }
    box.textContent = text;
  }

  // What is being typed outlives a lost server and a reload.
  function drafts() {
    for (const one of all("[data-draft]")) {
      const kept = localStorage.getItem(one.dataset.draft);
      if (kept) { one.value = kept; one.closest("details").open = true; }
    }
  }

  // Either the whole page comes back, or what counts and the one row that was decided about.
  function show(page, cell) {
    const main = page.querySelector("main");
    if (main) {
      $("main").replaceWith(main);
      drafts();
      return;
    }
    $("#top").replaceWith(page.querySelector("#top"));
    const problem = $(".problem");
    if (problem) problem.remove();
    const row = page.querySelector("tr");
    if (row) cell.closest("tr").replaceWith(row); else cell.closest("tr").remove();
  }

  async function act(form) {
    if (busy) return;     // a double click decides once
    busy = true;
    const cell = form.closest("[data-cell]");
    const list = cell ? cells(cell.dataset.column) : [];
    const next = cell && list[list.indexOf(cell) + 1];
    const draft = $("[data-draft]", form);
    try {
      const answer = await fetch(form.action, {
        method: "POST", headers: { "X-Desk": "part" }, body: new URLSearchParams(new FormData(form)),
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && draft) localStorage.removeItem(draft.dataset.draft);
      show(page, cell);
      const target = answer.ok && next ? next.id : cell && cell.id;
      go((target && document.getElementById(target)) || (cell && document.getElementById(cell.id)) || here());
      const problem = $(".problem");
      say(problem ? problem.textContent : $("#shown") ? $("#shown").textContent : "");
      if (problem) problem.scrollIntoView({ block: "nearest" });
    } catch {
      warn("The desk does not answer. What you typed is kept; start it again with “hexapla review”.");
    } finally {
      busy = false;
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-act]")) { event.preventDefault(); act(event.target); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const key = event.target.dataset && event.target.dataset.draft;
    if (key) localStorage.setItem(key, event.target.value);
  });
  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) current = cell.id;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#help-button")) $("#help").showModal();
    const cell = event.target.closest("[data-cell]");
    if (cell && !event.target.closest("button, summary, textarea, a, label")) go(cell);
  });

  function open(key) {
    const cell = here();
    const details = cell && $(`details[data-key="${key}"]`, cell);
    if (!details) return;
    details.open = true;
    $("textarea", details).focus();
  }

  const keys = {
    j: () => step(1), k: () => step(-1), h: () => sideways(-1), l: () => sideways(1),
    a: () => { const form = here() && $('form[data-key="a"]', here()); if (form) form.requestSubmit(); },
    r: () => open("r"), w: () => open("w"),
    u: () => {
      const now = here();
      const form = $(now ? `[data-undo="${now.dataset.column}"]` : "[data-undo]");
      if (form) form.requestSubmit();
    },
    "/": () => { const field = $("#q"); if (field) { field.focus(); field.select(); } },
    "?": () => { const help = $("#help"); if (help && !help.open) help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && typing) {
      const cell = event.target.closest("[data-cell]");
      event.target.blur();
      if (cell) go(cell);
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.target.form.requestSubmit();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    const does = keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  drafts();
  if (location.hash) go($(location.hash.replace(/[^#\w+-]/g, "").replace("+", "\\+")));
})();
