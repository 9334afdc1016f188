// Search over the release, and replacing with a look at every place first.

import { call } from "./api.js";
import { make, pieces, say } from "./dom.js";

const dialog = document.getElementById("search");
const form = document.getElementById("search-form");
const list = document.getElementById("hits");
const foot = document.getElementById("replace-foot");
const said = document.getElementById("search-said");

export class Search {
  constructor(page) {
    this.page = page;
    this.asked = null;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.look(); });
    form.addEventListener("input", () => { foot.hidden = true; });
    form.elements.field.addEventListener("change", () => {
      form.elements.replace.disabled = form.elements.field.value === "source";
    });
    document.getElementById("replace-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.replace();
    });
    document.getElementById("hits-all").addEventListener("change", (event) => {
      for (const box of list.querySelectorAll("input")) box.checked = event.target.checked;
    });
  }

  async open(text) {
    await this.page.flush();
    if (text) form.elements.find.value = text;
    list.replaceChildren();
    foot.hidden = true;
    said.textContent = "";
    dialog.showModal();
    form.elements.find.select();
  }

  #question() {
    const { find, replace, field, regex, case: exact, words } = form.elements;
    const question = { find: find.value, field: field.value, regex: regex.checked, case: exact.checked, words: words.checked };
    // An empty replacement deletes; only in the source nothing can be replaced.
    return field.value === "target" ? { ...question, replace: replace.value } : question;
  }

  async look() {
    this.asked = this.#question();
    try {
      const { hits, total } = await call(`${this.page.api}/search`, this.asked);
      this.hits = hits;
      said.textContent = say("hits", { n: total });
      list.replaceChildren(...hits.map((hit) => this.#hit(hit)));
      foot.hidden = !hits.length || this.asked.replace === undefined;
      document.getElementById("hits-all").checked = true;
    } catch (refused) {
      list.replaceChildren();
      foot.hidden = true;
      said.textContent = refused.message;
    }
  }

  #hit(hit) {
    const changes = this.asked.replace !== undefined;
    const language = changes ? this.page.lang : this.page.sourceLang;
    const jump = () => {
      dialog.close();
      this.page.go(this.page.rows.find((row) => row.n === hit.n));
    };
    return make("li", {},
      make("input", { type: "checkbox", value: hit.id, checked: true, "aria-label": say("jump", { n: hit.n }).replace(/^.*?(\d+).*$/, "№ $1"), hidden: !changes }),
      make("button", { type: "button", class: "quiet", text: String(hit.n), "aria-label": say("jump", { n: hit.n }), on: { click: jump } }),
      make("span", { lang: language, dir: "auto" }, ...(hit.pieces.length ? pieces(hit.pieces) : [hit.before])));
  }

  async replace() {
    const chosen = new Set([...list.querySelectorAll("input:checked")].map((box) => box.value));
    const entries = this.hits.filter((hit) => chosen.has(hit.id)).map(({ id, etag }) => ({ id, etag }));
    try {
      const reply = await call(`${this.page.api}/replace`, { ...this.asked, entries });
      this.page.takeAll(reply);
      dialog.close();
      const left = reply.conflicts.length ? `. ${say("conflicts", { n: reply.conflicts.length })}` : "";
      this.page.announce(say("replaced", { n: reply.entries.length }) + left);
    } catch (refused) {
      said.textContent = refused.message;
    }
  }
}
