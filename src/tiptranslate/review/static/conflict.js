// Two people changed one sentence: the choice between theirs and mine.

import { differences, pieces, say, texts } from "./dom.js";

const dialog = document.getElementById("conflict");
const part = (id) => document.getElementById(id);
let waiting = Promise.resolve();

/** Asks what to do; resolves to {choice: "mine" | "theirs" | "later", text}. One at a time. */
export function choose(row, { theirs, gone }) {
  waiting = waiting.then(() => ask(row, theirs, gone));
  return waiting;
}

function ask(row, theirs, gone) {
  const mine = part("mine-text");
  const show = () => part("conflict-diff").replaceChildren(...pieces(differences(theirs?.target ?? "", mine.value)));
  part("conflict-source").textContent = `${row.n}. ${row.source}`;
  part("theirs-text").textContent = gone ? texts.gone : theirs.target;
  part("theirs-state").textContent = theirs ? texts.states[theirs.state] : "";
  part("take-theirs").hidden = part("keep-mine").hidden = Boolean(gone);
  mine.value = row.text;
  mine.oninput = show;
  show();
  const before = document.activeElement;
  dialog.returnValue = "later";
  dialog.showModal();
  mine.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      before?.focus();
      resolve({ choice: dialog.returnValue || "later", text: mine.value });
    }, { once: true });
  });
}
