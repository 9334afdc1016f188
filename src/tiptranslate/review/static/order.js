// In which order sentences stand: as in the text, or the riskiest drafts first.

import { texts } from "./dom.js";

const rank = (row) => row.risk ?? -1;
const ORDERS = {
  "": (a, b) => a.n - b.n,
  risk: (a, b) => rank(b) - rank(a) || a.n - b.n,
};

export class Order {
  constructor(page, list) {
    this.page = page;
    this.list = list;
    this.links = [...document.querySelectorAll("[data-order]")];
    this.begun = false;
    for (const event of ["keydown", "pointerdown", "input"]) {
      addEventListener(event, () => { this.begun = true; }, { capture: true, once: true });
    }
    for (const link of this.links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.choose(link.dataset.order);
      });
    }
  }

  /** The address says which, so that a reload and a bookmark keep it. */
  get chosen() { return new URLSearchParams(location.search).get("order") === "risk" ? "risk" : ""; }

  choose(name) {
    const search = name ? `?order=${name}` : "";
    history.replaceState(null, "", location.pathname + search);
    for (const link of document.querySelectorAll("a[data-keep]")) link.search = search;
    for (const link of this.links) {
      if (link.dataset.order === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    this.apply();
    this.page.announce(name ? texts.byRisk : texts.byText);
    this.page.go(this.page.rows.find((row) => row.open && !row.node.hidden));
  }

  /** Puts the sentences into the order; who is writing in one stays there. */
  apply() {
    const sorted = [...this.page.rows].sort(ORDERS[this.chosen]);
    if (sorted.every((row, at) => row === this.page.rows[at])) return;
    const at = document.activeElement;
    const place = at?.selectionStart === undefined ? null : [at.selectionStart, at.selectionEnd];
    this.page.rows = sorted;
    this.list.append(...sorted.map((row) => row.node));
    // Findings came after the page: who has done nothing yet begins with what they put in front.
    if (!this.begun && !location.hash) {
      this.page.go(sorted.find((row) => row.open));
      return;
    }
    if (!this.list.contains(at)) return;
    at.focus({ preventScroll: true });
    if (place) at.setSelectionRange(...place);
    at.closest(".row").scrollIntoView({ block: "nearest" });
  }
}
