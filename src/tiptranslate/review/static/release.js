// The page of one release in one language: moving about, keys, undo, others' edits.

import { call } from "./api.js";
import { choose } from "./conflict.js";
import { quietly, say, texts } from "./dom.js";
import { Filters } from "./filters.js";
import { wanted } from "./keys.js";
import { Order } from "./order.js";
import { Panel } from "./panel.js";
import { Preview } from "./preview.js";
import { Row } from "./row.js";
import { Search } from "./search.js";

const POLL = 3000;
const list = document.getElementById("rows");

class Page {
  constructor() {
    this.api = list.dataset.api;
    this.lang = list.dataset.lang;
    this.sourceLang = list.dataset.sourceLang;
    this.seen = list.dataset.fingerprint;
    this.changes = 0;
    this.active = null;
    this.rows = [...list.children].map((node) => new Row(node, this));
    this.panel = new Panel(this);
    this.filters = new Filters(this);
    this.order = new Order(this, list);
    this.search = new Search(this);
    this.preview = new Preview(list.dataset.home);
    this.counts = Object.fromEntries([...document.querySelectorAll("[data-count]")]
      .map((place) => [place.dataset.count, Number(place.textContent)]));
    this.found = quietly(() => this.filters.offer(), 300);
    this.conflict = choose;
  }

  /** Says something to those who listen to the page. */
  announce(text) { document.getElementById("said").textContent = text; }

  /** Shows a line above the text; "" takes it away. */
  warn(text) {
    const line = document.getElementById("elsewhere");
    line.textContent = text;
    line.hidden = text === "";
    document.getElementById("warned").textContent = text;
  }

  // --- moving about

  activate(row) {
    if (row === this.active) return;
    const last = this.active;
    this.active = row;
    last?.node.classList.remove("active");
    last?.paintFindings();
    row.node.classList.add("active");
    row.paintFindings();
    this.panel.open(row);
    if (last) this.filters.apply();
  }

  go(row) {
    if (!row) return;
    row.node.hidden = false;
    if (row.area) row.area.focus({ preventScroll: true });
    else row.node.querySelector(".rail a").focus({ preventScroll: true });
    row.node.scrollIntoView({ block: "nearest" });
  }

  step(direction, wanted = () => true) {
    const start = this.active ? this.rows.indexOf(this.active) : direction > 0 ? -1 : this.rows.length;
    for (let at = start + direction; at >= 0 && at < this.rows.length; at += direction) {
      const row = this.rows[at];
      if (row.open && !row.node.hidden && wanted(row)) return this.go(row) ?? true;
    }
    return false;
  }

  nextUnreviewed() {
    const open = (row) => row.state !== "reviewed";
    if (this.step(1, open)) return;
    const first = this.rows.find((row) => row.open && !row.node.hidden && open(row) && row !== this.active);
    if (first) this.go(first);
    else this.announce(this.active && open(this.active) ? "" : texts.allDone);
  }

  // --- decisions

  /** Approves and goes on at once; what the server says comes to the row later. */
  async approve(row) {
    if (!row?.open) return;
    if (row.text.trim() === "") {
      row.note(texts.empty, true);
      this.announce(texts.empty);
      return;
    }
    const done = row.save({ state: "reviewed" });
    this.step(1);
    if (await done) this.announce(say("approved", { n: row.n }));
  }

  /** A sentence was saved: counts, undo, the preview and repeats follow. */
  saved(reply) {
    this.changes++;
    this.status({ ...reply, counts: null });
    if (reply.entry) this.#repeats(reply.entry);
    this.filters.offer();
    this.preview.refresh();
  }

  #repeats(entry) {
    for (const row of this.rows) if (row.id === entry.id && !row.open) row.take(entry);
  }

  /** A sentence went from one state to another: answers to quick decisions may come in any order. */
  shift(from, to) {
    this.counts[from]--;
    this.counts[to]++;
    this.status({ counts: this.counts });
  }

  status({ counts, can_undo: undo, can_redo: redo }) {
    if (undo !== undefined) document.querySelector("[data-do=undo]").disabled = !undo;
    if (redo !== undefined) document.querySelector("[data-do=redo]").disabled = !redo;
    if (!counts) return;
    this.counts = counts;
    for (const place of document.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count];
    const done = say("done", { done: counts.reviewed, all: counts.segments });
    document.getElementById("done").textContent = done;
    const bar = document.querySelector(".title [data-bar]");
    bar.setAttribute("aria-label", done);
    let sum = 0;
    for (const state of ["reviewed", "stale", "draft"]) {
      sum += counts[state];
      bar.querySelector(`.s-${state}`).setAttribute("width", `${(100 * sum) / (counts.segments || 1)}%`);
    }
  }

  refused(refused) {
    if (refused.code === "offline") this.warn(texts.offline);
    else this.announce(refused.message);
  }

  /** Saves whatever is not saved yet. */
  flush() { return Promise.all(this.rows.filter((row) => row.dirty).map((row) => row.save())); }

  async undo(way) {
    await this.flush();
    try {
      const reply = await call(`${this.api}/${way}`, {});
      this.takeAll(reply);
      this.go(this.rows.find((row) => row.open && row.id === reply.entries[0]?.id));
      this.announce(reply.message || (way === "undo" ? texts.undone : texts.redone));
    } catch (refused) {
      this.refused(refused);
      this.active?.note(refused.message, true);
    }
  }

  takeAll(reply) {
    for (const entry of reply.entries) {
      for (const row of this.rows) if (row.id === entry.id) row.take(entry);
    }
    this.saved(reply);
  }

  // --- others

  /** Looks whether another browser, an editor or git changed the file. */
  async poll() {
    if (document.hidden) return;
    const before = this.changes;
    let reply;
    try {
      reply = await call(`${this.api}/poll?seen=${encodeURIComponent(this.seen)}`);
    } catch (refused) {
      this.warn(refused.code === "offline" ? texts.offline : refused.message);
      this.offline = true;
      return;
    }
    if (this.offline) {
      this.offline = false;
      this.warn("");
      this.flush();
    }
    // A save that came between makes this answer old; the next one will do.
    if (!reply.changed || before !== this.changes || this.rows.some((row) => row.sending)) return;
    this.seen = reply.fingerprint;
    this.status(reply);
    this.#others(reply.entries);
  }

  #others(entries) {
    const now = new Map(entries.map((entry) => [entry.id, entry]));
    let changed = 0;
    for (const row of this.rows) {
      const entry = now.get(row.id);
      if (!entry || entry.etag === row.etag || (!row.open && entry.target === row.saved && entry.state === row.state)) continue;
      changed++;
      // What is being written stays; saving it will ask.
      if (row.dirty) row.note(texts.conflictLater, true);
      else row.take(entry);
    }
    const ids = new Set(this.rows.map((row) => row.id));
    if (ids.size !== now.size || [...now.keys()].some((id) => !ids.has(id))) this.warn(texts.reload);
    if (changed) {
      this.announce(say("elsewhere", { n: changed }));
      this.preview.refresh();
    }
  }

  async allFindings() {
    try {
      const { findings, risks } = await call(`${this.api}/findings`);
      for (const row of this.rows) {
        if (row.dirty) continue;
        row.ranked(risks[row.id] ?? null);
        row.found(findings[row.id] ?? []);
        row.paint();
        row.paintFindings();
      }
      this.filters.offer();
      this.order.apply();
    } catch (refused) {
      this.refused(refused);
    }
  }
}

const page = new Page();
const help = document.getElementById("help");

/** What keys and buttons do. */
const actions = {
  undo: () => page.undo("undo"),
  redo: () => page.undo("redo"),
  search: () => page.search.open(getSelection()?.toString().trim().slice(0, 200)),
  unreviewed: () => page.nextUnreviewed(),
  help: () => help.showModal(),
  preview: () => page.preview.toggle(),
  next: () => page.step(1),
  previous: () => page.step(-1),
  approve: () => page.approve(page.active),
  save: () => page.active?.open && page.active.save(),
  copy: () => page.active?.open && page.active.write(page.active.source),
  fix: () => page.active?.open && page.active.fix().catch((refused) => page.refused(refused)),
  memory: () => page.panel.takeMemory(),
  insert: (n) => page.panel.insert(n),
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const action = wanted(event, actions);
  if (!action) return;
  event.preventDefault();
  action();
});
document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (!name) return;
  event.preventDefault();
  const row = page.rows.find((one) => one.node.contains(event.target));
  if (row) page.activate(row);
  actions[name]();
});
const menu = document.querySelector(".menu");
menu.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.getElementById("help-open").addEventListener("click", actions.help);
document.getElementById("preview-open").addEventListener("click", (event) => {
  event.preventDefault();
  actions.preview();
});

list.addEventListener("focusin", (event) => {
  const row = page.rows.find((one) => one.node.contains(event.target));
  if (row) page.activate(row);
});
list.addEventListener("focusout", (event) => {
  const row = page.rows.find((one) => one.node.contains(event.target));
  if (row?.dirty && !row.node.contains(event.relatedTarget) && row.failed !== "conflict") row.save();
});
list.addEventListener("click", (event) => {
  const row = page.rows.find((one) => one.node.contains(event.target));
  if (row && event.target.closest(".source") && getSelection().isCollapsed) page.go(row);
});
addEventListener("beforeunload", (event) => {
  if (page.rows.some((row) => row.dirty || row.sending)) event.preventDefault();
});

const measure = () => {
  const bottom = document.querySelector(".tools").getBoundingClientRect().bottom;
  document.documentElement.style.setProperty("--tools-end", `${Math.max(bottom, 0) + 8}px`);
};
for (const event of ["scroll", "resize"]) addEventListener(event, measure, { passive: true });
measure();

/** The sentence the address names, or the first one. */
const arrive = () => {
  const asked = page.rows.find((row) => `#${row.node.id}` === location.hash);
  page.go(asked ?? page.rows.find((row) => row.open));
};
arrive();
addEventListener("hashchange", arrive);
// A browser that goes to the place an address names takes the focus away once more.
if (location.hash) addEventListener("load", () => setTimeout(arrive));
page.allFindings();
setInterval(() => page.poll(), POLL);
document.addEventListener("visibilitychange", () => page.poll());
document.documentElement.dataset.ready = "";
