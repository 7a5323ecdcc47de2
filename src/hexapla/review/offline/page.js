// The review of a pack without a server: decisions are kept here, and saved as a file.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const severities = ["neutral", "minor", "major", "critical"];
  const store = "hexapla-" + data.page;
  let decided = new Map();    // what was decided, by block and act, in the order of deciding
  let saved = 0, shown = [], at = -1, version = null, words = {};

  function el(name, about, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(about || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if ((value !== "" || key === "value") && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
    return made;
  }
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

  // What stays when the window is closed; a browser may refuse to keep anything of a file.
  function keep() {
    try { localStorage.setItem(store, JSON.stringify([...decided])); } catch { /* saved by hand */ }
  }
  try { decided = new Map(JSON.parse(localStorage.getItem(store) || "[]")); } catch { /* none */ }

  const place = (row) => [version.document.name, version.tag, row[0]].join("\n");
  const said = (row, act) => decided.get(place(row) + "\n" + act);
  const verdict = (row) => said(row, "approve") || said(row, "send-back");
  const open = (row) => row[5].length > 0;
  const stuck = (row) => row[3] === "stale" || row[3] === "missing";

  function decide(row, act, reason) {
    if (act === "approve" && stuck(row)) { tell(words.stuck); return; }
    const other = { approve: "send-back", "send-back": "approve" }[act];
    if (other) decided.delete(place(row) + "\n" + other);
    const key = place(row) + "\n" + act;
    decided.delete(key);
    decided.set(key, {
      document: version.document.name, language: version.tag, block: row[0],
      source: row[4][0], target: row[4][1], findings: row[4][2], act, reason: reason || "",
      fingerprints: act === "waive" ? row[5].map((one) => one[4]) : [],
    });
    changed(row);
  }
  function takeBack() {
    const last = [...decided.keys()].pop();
    if (last === undefined) return;
    const [name, tag, block] = last.split("\n");
    decided.delete(last);
    keep();
    if (version.document.name !== name || version.tag !== tag) choose(name, tag);
    draw(block);
  }
  function changed(row) { keep(); draw(row[0], true); }
  function tell(text) { $("said").textContent = text; }

  // A text with marks at what the findings point to.
  function marked(text, places) {
    const signs = Array.from(text), out = [];
    let from = 0;
    for (const one of [...places].sort((a, b) => a[5] - b[5])) {
      if (one[5] < from || one[6] <= one[5]) continue;
      out.push(signs.slice(from, one[5]).join(""));
      out.push(el("mark", { class: severities[one[0]], title: one[1] + ": " + one[2] },
        signs.slice(one[5], one[6]).join("")));
      from = one[6];
    }
    return [...out, signs.slice(from).join("")];
  }
  function block(one, lang, places) {
    return el("p", { class: "t " + one[1], lang: one[3] || lang },
      one[2] ? el("span", { class: "n" }, one[2] + " ") : "", ...marked(one[0], places));
  }
  function difference(text) {
    return text.split(/(\[-[^]*?-\]|\{\+[^]*?\+\})/).map((part) =>
      part.startsWith("[-") ? el("del", {}, part.slice(2, -2))
        : part.startsWith("{+") ? el("ins", {}, part.slice(2, -2)) : part);
  }

  // What was said about a block, and what the glossary says of its words: to be read.
  function conversation(given) {
    return el("div", { class: "talk" }, el("span", { class: "n" }, words.talk), ...given.map((thread) =>
      el("ol", {}, ...thread.map(([who, day, text, quoted]) => el("li", {},
        el("b", {}, who), " ", el("time", { datetime: day, class: "n" }, day), " ",
        quoted ? el("q", {}, quoted) : "", el("p", { class: "t" }, text))))));
  }
  function glossary(numbers) {
    const list = (tag, one) => el("span", { lang: tag }, (one.terms[tag] || []).map(([text, status]) =>
      status ? text + " (" + words.statuses[status] + ")" : text).join("; ") || "–");
    return el("details", { class: "terms" }, el("summary", {}, words.terms + " (" + numbers.length + ")"),
      el("ul", {}, ...numbers.map((number) => data.concepts[number]).map((one) => el("li", {},
        list(version.document.source, one), " → ", list(version.tag, one),
        one.said ? el("div", { class: "n" }, one.said) : ""))));
  }

  function asked(row, act, label) {
    const field = el("textarea", { rows: 2, required: "required" });
    const form = el("form", { class: "ask", onsubmit: (event) => {
      event.preventDefault();
      if (field.value.trim()) decide(row, act, field.value.trim());
    } }, el("label", {}, label, field), el("button", {}, words[act]));
    return form;
  }
  function ask(row, act, cell) {
    if (act === "waive" && !open(row)) { deaf = performance.now() + PAUSE; return; }
    const acts = cell.querySelector(".acts"), old = acts.querySelector(".ask");
    if (old) old.remove();
    const form = asked(row, act, act === "waive" ? words.why : words.what);
    acts.append(form);
    form.querySelector("textarea").focus();
  }

  function line(row) {
    const doc = version.document, tag = version.tag;
    const source = el("td", { lang: doc.source },
      ...row[1].map((index) => block(doc.blocks[index], doc.source, [])),
      row[6] ? el("p", { class: "diff" }, el("span", { class: "n", lang: tag }, words.diff + " "),
        ...difference(row[6])) : "");
    const target = el("td", { lang: tag },
      ...row[2].map((one, index) => block(one, tag, row[5].filter((two) => two[7] === index))));
    const answer = verdict(row), waived = said(row, "waive");
    const about = el("div", { class: "about" },
      row[3] ? el("span", { class: row[3] }, words.states[row[3]]) : "",
      answer ? el("span", { class: answer.act === "approve" ? "done" : "back" },
        " " + (answer.act === "approve" ? "✓ " : "↩ ") + words.acts[answer.act] +
        (answer.reason ? ": " + answer.reason : "")) : "",
      waived ? el("span", { class: "done" }, " ✓ " + words.acts.waive + ": " + waived.reason) : "");
    if (row[5].length) {
      about.append(el("ul", {}, ...row[5].map((one) => el("li", { class: severities[one[0]] },
        el("strong", {}, words.severities[one[0]]), " ",
        el("span", { class: "rule" }, one[1]), " ", one[2],
        one[3] ? " → " + one[3] : ""))));
    }
    const spoken = version.talk[row[0]];
    if (spoken) about.append(conversation(spoken));
    if (row[7].length) about.append(glossary(row[7]));
    const button = (act) => el("button", { type: "button",
      "aria-pressed": said(row, act) ? "true" : "false",
      onclick: () => act === "approve" ? decide(row, act) : ask(row, act, target) }, words[act]);
    about.append(el("div", { class: "acts" }, stuck(row) || !row[2].length && row[1].length ? "" : button("approve"),
      button("send-back"), open(row) ? button("waive") : ""));
    target.append(about);
    return el("tr", { tabindex: -1, "data-block": row[0],
      onfocusin: () => { at = shown.indexOf(row); } }, source, target);
  }

  function fits(row) {
    const state = $("state").value, rule = $("rule").value, severity = $("severity").value;
    const decision = $("decision").value, query = $("q").value.trim().toLocaleLowerCase();
    const answer = verdict(row);
    if (state && row[3] !== state) return false;
    if (decision && (answer ? answer.act : "open") !== decision) return false;
    if ((rule || severity) && !row[5].some((one) =>
      (!rule || one[1] === rule) && (!severity || String(one[0]) === severity))) return false;
    if (!query) return true;
    const all = [...row[1].map((index) => version.document.blocks[index][0]),
      ...row[2].map((one) => one[0]), ...row[5].map((one) => one[1] + " " + one[2])];
    return all.join("\n").toLocaleLowerCase().includes(query);
  }

  // With `settled` the row that was decided about stays where it is, even if it fits no longer.
  function draw(block, settled) {
    const body = $("rows");
    if (settled) {
      const row = shown.find((one) => one[0] === block);
      const old = [...body.children].find((one) => one.dataset.block === block);
      if (row && old) old.replaceWith(line(row));
    } else {
      shown = version.rows.filter(fits);
      body.replaceChildren(...shown.map(line));
    }
    at = shown.findIndex((one) => one[0] === block);
    if (at >= 0) body.children[at].focus();
    count();
  }
  function count() {
    tell(fill(words.shown, { shown: shown.length, total: version.rows.length }));
    $("save").textContent = words.save + " (" + decided.size + ")";
    $("save").disabled = decided.size === 0;
  }
  function go(by) {
    if (!shown.length) return;
    at = Math.min(Math.max(at + by, 0), shown.length - 1);
    $("rows").children[at].focus();
  }

  function options(field, list) {
    const was = field.value;
    field.replaceChildren(el("option", { value: "" }, words.all),
      ...list.map(([value, label, number]) => el("option", { value }, label + " (" + number + ")")));
    field.value = list.some((one) => one[0] === was) ? was : "";
  }
  function counted(names, has, label) {
    return names.map((name) => [name, label(name), version.rows.filter((row) => has(row, name)).length])
      .filter((one) => one[2]);
  }

  function choose(name, tag) {
    const doc = data.documents.find((one) => one.name === name) || data.documents[0];
    const known = Object.keys(doc.versions);
    const now = known.includes(tag) ? tag : known[0];
    version = { document: doc, tag: now, rows: doc.versions[now].rows, talk: doc.versions[now].talk };
    words = data.words[now];
    document.documentElement.lang = now;
    for (const one of document.querySelectorAll("[data-word]")) one.textContent = words[one.dataset.word];
    $("document").replaceChildren(...data.documents.map((one) =>
      el("option", { value: one.name, lang: one.source }, one.title)));
    $("document").value = doc.name;
    $("language").replaceChildren(...known.map((one) => el("option", { value: one }, data.names[one])));
    $("language").value = now;
    $("title").textContent = doc.versions[now].title;
    document.title = doc.versions[now].title + " – Hexapla";
    const whole = version.talk[""];
    $("talk").replaceChildren(...(whole ? [el("h2", {}, words.whole), conversation(whole)] : []));
    $("source").textContent = data.names[doc.source];
    $("target").textContent = data.names[now];
    options($("state"), counted(Object.keys(words.states), (row, one) => row[3] === one, (one) => words.states[one]));
    options($("severity"), counted(["3", "2", "1", "0"], (row, one) => row[5].some((two) => String(two[0]) === one),
      (one) => words.severities[one]));
    const rules = [...new Set(version.rows.flatMap((row) => row[5].map((one) => one[1])))].sort();
    options($("rule"), counted(rules, (row, one) => row[5].some((two) => two[1] === one), (one) => one));
    $("decision").replaceChildren(...[["", words.all], ["open", words.open], ["approve", words.acts.approve],
      ["send-back", words.acts["send-back"]]].map(([value, label]) => el("option", { value }, label)));
    draw();
  }

  // SHA-256 (FIPS 180-4): a page in a file has no other in every browser.
  function sha256(text) {
    const bytes = new TextEncoder().encode(text), primes = [], h = [], k = [];
    for (let n = 2; primes.length < 64; n += 1) {
      if (primes.some((one) => n % one === 0)) continue;
      primes.push(n);
      if (h.length < 8) h.push((Math.sqrt(n) * 2 ** 32) | 0);
      k.push((Math.cbrt(n) * 2 ** 32) | 0);
    }
    const size = ((bytes.length + 9 + 63) >> 6) << 6, full = new Uint8Array(size);
    full.set(bytes);
    full[bytes.length] = 128;
    const view = new DataView(full.buffer);
    view.setUint32(size - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(size - 4, bytes.length << 3);
    const turn = (x, n) => (x >>> n) | (x << (32 - n)), w = new Int32Array(64);
    for (let start = 0; start < size; start += 64) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) { w[i] = view.getInt32(start + 4 * i); continue; }
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, z] = h;
      for (let i = 0; i < 64; i += 1) {
        const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [z, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, z].forEach((one, i) => { h[i] = (h[i] + one) | 0; });
    }
    return h.map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
  }

  function save() {
    if (!decided.size) return;
    const list = [...decided.values()];
    const lines = list.map((one) => JSON.stringify([one.document, one.language, one.block, one.source,
      one.target, one.findings, one.act, one.reason, one.fingerprints.join(" ")]));
    const digest = sha256([data.page, ...lines].join("\n"));
    const file = { hexapla: "decisions", version: 1, project: data.project, pack: data.pack,
      page: data.page, decisions: list, digest };
    const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
    const link = el("a", { href: address, download: "decisions-" + data.pack + "-" + digest.slice(0, 8) + ".json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    saved = decided.size;
  }

  // What is typed after a key that found nothing to ask about was meant for a field: no acts of it
  // until there is a pause.
  const PAUSE = 800;
  let deaf = 0;
  const act = (name) => { if (at >= 0) ask(shown[at], name, $("rows").children[at].lastChild); };
  const keys = {
    j: () => go(1), k: () => go(-1), u: takeBack, r: () => act("send-back"), w: () => act("waive"),
    a: () => { if (at >= 0) { decide(shown[at], "approve"); if (verdict(shown[at])) go(1); } },
    g: () => { const one = at >= 0 && $("rows").children[at].querySelector(".terms"); if (one) { one.open = !one.open; one.querySelector("summary").focus(); } },
    "/": () => { $("q").focus(); $("q").select(); }, "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && typing) { event.target.blur(); if (at >= 0) $("rows").children[at].focus(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.target.form.requestSubmit();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (performance.now() < deaf) { deaf = performance.now() + PAUSE; event.preventDefault(); return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  for (const id of ["state", "severity", "rule", "decision"]) $(id).addEventListener("change", () => draw());
  $("q").addEventListener("input", () => draw());
  for (const id of ["document", "language"]) {
    $(id).addEventListener("change", () => choose($("document").value, $("language").value));
  }
  $("save").addEventListener("click", save);
  $("undo").addEventListener("click", takeBack);
  $("show-help").addEventListener("click", () => $("help").showModal());
  $("close-help").addEventListener("click", () => $("help").close());
  // What has the focus is not to lie under the head, where that stays at the top.
  const head = document.querySelector("header");
  new ResizeObserver(() => {
    const over = getComputedStyle(head).position === "sticky" ? head.offsetHeight + 8 : 0;
    document.documentElement.style.scrollPaddingTop = over + "px";
  }).observe(head);
  addEventListener("beforeunload", (event) => { if (decided.size !== saved) event.preventDefault(); });
  choose();
})();
