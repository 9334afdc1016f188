// The assembled document beside the text.

import { quietly } from "./dom.js";

export class Preview {
  constructor(home) {
    this.home = home;
    this.node = document.getElementById("preview");
    this.frame = this.node.querySelector("iframe");
    this.layout = document.getElementById("preview-layout");
    this.layout.addEventListener("change", () => this.#load());
    document.getElementById("preview-close").addEventListener("click", () => this.toggle());
    /** Shows the text as it is now, soon. */
    this.refresh = quietly(() => this.#load(), 600);
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    document.body.classList.toggle("previewing", !this.node.hidden);
    this.#load();
  }

  #load() {
    if (!this.node.hidden) this.frame.src = `${this.home}/preview?layout=${this.layout.value}`;
  }
}
