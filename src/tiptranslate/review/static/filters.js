// Which sentences show: by state, by finding, by words.

import { say } from "./dom.js";

export class Filters {
  constructor(page) {
    this.page = page;
    this.finding = document.getElementById("finding");
    this.contains = document.getElementById("contains");
    this.radios = [...document.querySelectorAll("input[name=show]")];
    // Browsers restore forms after a reload; a filter nobody chose would hide sentences.
    this.radios[0].checked = true;
    this.finding.value = this.contains.value = "";
    for (const control of [...this.radios, this.finding]) control.addEventListener("change", () => this.apply(true));
    this.contains.addEventListener("input", () => this.apply(true));
  }

  #matches(row) {
    const state = this.radios.find((radio) => radio.checked).value;
    const wanted = this.finding.value;
    const words = this.contains.value.trim().toLocaleLowerCase();
    return (state === "all" || row.state === state)
      && (!wanted
        || (wanted === "*" && row.findings.length > 0)
        || row.findings.some((one) => one.level === wanted || `check:${one.check}` === wanted))
      && (!words || `${row.source}\n${row.text}`.toLocaleLowerCase().includes(words));
  }

  /** Shows what matches. The sentence one is at stays until one leaves it, unless just chosen. */
  apply(chosen = false) {
    let shown = 0;
    for (const row of this.page.rows) {
      row.node.hidden = !this.#matches(row) && (chosen || row !== this.page.active);
      if (!row.node.hidden) shown++;
    }
    document.getElementById("none").hidden = shown > 0;
    if (chosen) this.page.announce(say("shown", { n: shown, all: this.page.rows.length }));
  }

  /** Offers only those checks that have something to say. */
  offer() {
    const found = new Set(this.page.rows.flatMap((row) => row.findings.map((one) => `check:${one.check}`)));
    for (const option of this.finding.options) {
      if (option.value.startsWith("check:")) option.hidden = !found.has(option.value) && !option.selected;
    }
  }
}
