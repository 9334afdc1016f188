// What helps with the sentence one is at: terms and names, memory, comments.

import { call } from "./api.js";
import { make, marked, pieces, say, texts } from "./dom.js";

export class Panel {
  constructor(page) {
    this.page = page;
    this.node = document.getElementById("panel-template").content.firstElementChild.cloneNode(true);
    this.comments = this.node.querySelector(".comments textarea");
    this.comments.id = "comments-text";
    this.node.querySelector(".comments label").htmlFor = this.comments.id;
    this.comments.addEventListener("change", () => this.#keepComments());
    this.choices = [];
    this.memory = [];
  }

  /** Moves to a row and asks the server what it knows about the sentence. */
  async open(row) {
    if (this.row && this.row !== row) this.#unmark(this.row);
    const moved = this.row !== row;
    this.row = row;
    if (moved) {
      this.choices = [];
      this.memory = [];
      this.#list(".terms", []);
      this.#list(".memory", []);
      row.node.append(this.node);
      this.comments.value = "";
      this.comments.disabled = true;
    }
    let known;
    try {
      known = row.known ?? await call(`${this.page.api}/entries/${row.id}`);
    } catch {
      return;
    }
    row.known = known;
    if (this.row !== row) return;
    this.#terms(known.hints);
    this.#memory(known.memory);
    this.comments.disabled = !row.open;
    this.comments.value = (row.entry ?? known.entry).comments.join("\n");
  }

  #list(name, items) { this.node.querySelector(`${name} ol`).replaceChildren(...items); }

  #unmark(row) { row.node.querySelector(".source .text").textContent = row.source; }

  /** Numbers what can be inserted; what is wanted twice is offered once. */
  #terms(hints) {
    this.choices = [];
    const numbers = new Map();
    for (const hint of hints) {
      const wordings = this.#wordings(hint);
      if (!wordings.length) continue;
      let at = this.choices.findIndex((choice) => choice.wordings[0].text === wordings[0].text);
      if (at < 0) at = this.choices.push({ hint, wordings }) - 1;
      numbers.set(hint, at + 1);
    }
    this.#list(".terms", this.choices.map((choice, at) => this.#term(choice, at + 1)));
    const shown = hints.filter((hint) => numbers.has(hint));
    this.row.node.querySelector(".source .text").replaceChildren(...marked(this.row.source, shown, (hint, text) =>
      make("mark", { class: hint.status }, text, make("sup", { text: numbers.get(hint), "aria-hidden": "true" }))));
  }

  /** What a term may become, the likeliest first: an acronym where the source has one. */
  #wordings(hint) {
    const short = !/\p{Ll}/u.test(hint.source);
    return hint.targets.flatMap(({ text, acronym, verified }) => {
      const full = { text, verified };
      if (!acronym || acronym === text) return [full];
      return short ? [{ text: acronym, verified }, full] : [full, { text: acronym, verified }];
    });
  }

  #term({ hint, wordings }, number) {
    const bad = hint.status === "forbidden" || hint.status === "deprecated";
    const status = texts.statuses[hint.status] ?? hint.status;
    return make("li", {},
      make("span", { class: "number", text: number }),
      make("span", { class: "of" },
        make("span", { text: hint.source, lang: this.page.sourceLang }),
        make("em", { text: ` · ${texts.kinds[hint.kind] ?? hint.kind}` }),
        status ? make("em", { class: bad ? "bad" : "", text: ` · ${status}` }) : null),
      make("div", { class: "choices-of" }, ...wordings.map((wording) => this.#wording(wording))),
      hint.note ? make("details", {}, make("summary", { text: texts.note }), make("p", { text: hint.note })) : null);
  }

  #wording({ text, verified }) {
    return make("button", {
      type: "button",
      "aria-label": say("insert", { text }),
      disabled: !this.row.open,
      on: { click: () => this.row.insert(text) },
    }, make("span", { text, lang: this.page.lang }), verified ? null : make("small", { text: ` ${texts.unverified}` }));
  }

  #memory(matches) {
    this.memory = matches;
    this.#list(".memory", matches.map((match) => make("li", {},
      make("div", { class: "head" },
        make("span", {}, make("b", { text: say("percent", { n: match.score }) }), " ", say("from", { release: match.origin })),
        make("button", { type: "button", text: texts.use, disabled: !this.row.open, on: { click: () => this.row.write(match.target) } })),
      make("div", { class: "old", lang: this.page.sourceLang, dir: "auto" }, ...pieces(match.pieces)),
      make("div", { lang: this.page.lang, dir: "auto", text: match.target }))));
  }

  /** Inserts term number n (from 1); the memory's best match with takeMemory. */
  insert(n) {
    const choice = this.choices[n - 1];
    if (choice && this.row?.open) this.row.insert(choice.wordings[0].text);
  }

  takeMemory() {
    if (this.memory.length && this.row?.open) this.row.write(this.memory[0].target);
  }

  #keepComments() {
    const comments = this.comments.value.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
    this.row.save({ comments });
  }
}
