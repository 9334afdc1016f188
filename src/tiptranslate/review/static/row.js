// One sentence: its text, its state, what the checks say, and how it is saved.

import { call } from "./api.js";
import { make, marked, offset, quietly, say, texts, type } from "./dom.js";

const FADE = 6000;
const STATES = ["untranslated", "draft", "stale", "reviewed"];
// What the state beside the text says already.
const STATE_CHECKS = new Set(["draft", "stale", "untranslated"]);
const ORDER = { error: 0, warning: 1, suggestion: 2 };

export class Row {
  /** `page` is told of what happens; see release.js. */
  constructor(node, page) {
    this.node = node;
    this.page = page;
    this.n = Number(node.dataset.n);
    this.id = node.dataset.id;
    this.state = node.dataset.state;
    this.open = "open" in node.dataset;
    this.source = node.querySelector(".source .text").textContent;
    this.area = node.querySelector("textarea[name=target]");
    this.etag = node.querySelector("input[name=etag]")?.value ?? "";
    // Never trust what a browser restores after a reload: the attribute is what the file holds.
    if (this.area) this.area.value = this.area.defaultValue;
    this.saved = this.area?.value ?? node.querySelector(".target .text").textContent;
    this.risk = node.dataset.risk === "" ? null : Number(node.dataset.risk);
    this.findings = [];
    this.failed = "";
    this.sending = 0;
    this.queue = Promise.resolve(true);
    if (this.open) this.#listen();
  }

  get text() { return this.area ? this.area.value : this.saved; }
  get dirty() { return this.open && this.area.value !== this.saved; }

  #listen() {
    const look = quietly(() => this.look(), 250);
    this.area.addEventListener("input", () => {
      this.paint();
      this.note("");
      look();
    });
    this.node.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const state = event.submitter?.value;
      if (state === "reviewed") this.page.approve(this);
      else this.save(state ? { state } : {});
    });
    this.#part(".findings-count").addEventListener("click", () => {
      this.unfolded = !this.unfolded;
      this.paintFindings();
    });
  }

  #part(selector) { return this.node.querySelector(selector); }

  /** Says something beside the sentence, for instance that it is saved. */
  note(text, bad = false) {
    const note = this.#part(".meta .note");
    note.textContent = text;
    clearTimeout(this.fading);
    if (text && !bad) this.fading = setTimeout(() => { note.textContent = ""; }, FADE);
    note.classList.toggle("bad", bad);
  }

  /** Sends what has changed; saves of one sentence wait for each other. True if it is saved. */
  save(change = {}) {
    this.queue = this.queue.then(() => this.#send(change));
    return this.queue;
  }

  async #send(change) {
    const sent = this.area.value;
    const body = { etag: this.etag, ...change };
    if (sent !== this.saved) body.target = sent;
    if (Object.keys(body).length === 1) return true;
    this.sending++;
    this.note(texts.saving);
    try {
      const reply = await call(`${this.page.api}/entries/${this.id}`, body);
      this.failed = "";
      this.take(reply.entry, sent);
      this.note(texts.saved);
      this.page.saved(reply);
      return true;
    } catch (refused) {
      return await this.#refused(refused, change);
    } finally {
      this.sending--;
    }
  }

  async #refused(refused, change) {
    this.failed = refused.code;
    if (refused.code !== "conflict") {
      this.note(`${texts.unsaved}. ${refused.message}`, true);
      this.page.refused(refused);
      return false;
    }
    this.note(texts.conflictLater, true);
    const { choice, text } = await this.page.conflict(this, refused.body);
    const theirs = refused.body.theirs;
    if (choice === "later" || !theirs) {
      this.paint();
      return false;
    }
    this.etag = theirs.etag;
    if (choice === "theirs") {
      this.take(theirs);
      this.failed = "";
      this.note("");
      return true;
    }
    this.saved = theirs.target;
    this.take(theirs, null);
    this.area.value = text;
    return await this.#send(change);
  }

  /** Takes an entry from the server. What was typed after `sent` stays. */
  take(entry, sent = this.text) {
    this.etag = entry.etag;
    this.saved = entry.target;
    this.entry = entry;
    if (!this.area) this.#part(".target .text").textContent = entry.target;
    else if (this.area.value === sent && sent !== entry.target) this.area.value = entry.target;
    const before = this.state;
    this.#show(entry);
    if (this.open && before !== this.state) this.page.shift(before, this.state);
    if (entry.findings) this.found(entry.findings);
    else if (this.open) this.look();
    this.paint();
    this.paintFindings();
  }

  #show(entry) {
    this.state = entry.state;
    this.node.dataset.state = entry.state;
    for (const state of STATES) this.node.classList.toggle(`s-${state}`, state === entry.state);
    this.#part(".state-name").textContent = texts.states[entry.state];
    this.#part(".origin").textContent = entry.origin ? say(entry.origin, { maker: entry.maker }) : "";
    this.#part(".score").textContent = entry.score === null ? ""
      : say("score", { n: entry.origin === "memory" ? say("percent", { n: Math.round(entry.score) }) : Math.exp(entry.score).toFixed(2) });
    if (entry.state !== "draft" || entry.origin !== "machine") this.ranked(null);
    if (entry.previous_source === null) this.#part(".previous")?.remove();
  }

  /** Takes the risk of a machine's draft; null for what is none, or no longer. */
  ranked(risk) {
    this.risk = risk;
    this.#part(".risk").textContent = risk === null ? "" : say("risk", { n: risk });
  }

  /** Takes findings, but for those that only repeat the state. */
  found(findings) {
    this.findings = findings.filter((finding) => !STATE_CHECKS.has(finding.check));
  }

  /** Has the checks look at the text as it stands. */
  async look() {
    const target = this.area.value;
    try {
      const state = this.dirty ? "draft" : this.state;
      const { findings } = await call(`${this.page.api}/findings`, { id: this.id, target, state });
      if (target !== this.area.value) return;
      this.found(findings);
      this.paint();
      this.paintFindings();
      this.page.found();
    } catch { /* The next key asks again; saving says what is wrong. */ }
  }

  /** The mirror behind the text area: its height, and wavy lines under findings. */
  paint() {
    this.node.classList.toggle("dirty", this.dirty);
    if (!this.area) return;
    const mirror = this.#part(".mirror");
    mirror.replaceChildren(...marked(this.text, this.findings, (finding, text) =>
      make("mark", { class: finding.level, text })), "\u200b");
  }

  paintFindings() {
    const list = this.#part(".findings");
    if (!list) return;
    const sorted = [...this.findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
    const active = this.node.classList.contains("active");
    const chip = this.#part(".findings-count");
    list.replaceChildren(...sorted.map((finding) => this.#finding(finding)));
    list.hidden = !sorted.length || !(active || this.unfolded);
    chip.hidden = !sorted.length || active;
    chip.textContent = say("findings", { n: sorted.length });
    chip.classList.toggle("error", sorted[0]?.level === "error");
    chip.setAttribute("aria-expanded", String(!list.hidden));
    chip.setAttribute("aria-controls", list.id);
  }

  #finding(finding) {
    const { start, end, suggestion } = finding;
    return make("li", { class: finding.level },
      make("p", {}, make("b", { text: texts.levels[finding.level] }), " ", finding.message, " ",
        make("span", { class: "check-id", text: finding.check })),
      suggestion && end > start ? make("button", {
        type: "button",
        text: say("replaceBy", { text: suggestion }),
        on: { click: () => type(this.area, suggestion, offset(this.text, start), offset(this.text, end)) },
      }) : null);
  }

  /** Puts a term at the caret, with the spaces and the capital its place asks for. */
  insert(text) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const before = value.slice(0, start);
    const word = before.trim() === "" ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    const left = /[\p{L}\p{N},.;:!?%)»”]$/u.test(before) ? " " : "";
    const right = /^[\p{L}\p{N}(«“]/u.test(value.slice(end)) ? " " : "";
    type(this.area, left + word + right);
  }

  /** Writes a whole new text, as if typed. */
  write(text) { type(this.area, text, 0, this.area.value.length); }

  /** Puts in every replacement that is known to be safe. */
  async fix() {
    const before = this.area.value;
    const { target } = await call(`${this.page.api}/fix`, { id: this.id, target: before });
    if (this.area.value !== before) return;
    if (target === before) this.note(texts.nothingToFix);
    else {
      this.write(target);
      this.note(texts.fixed);
    }
  }
}
