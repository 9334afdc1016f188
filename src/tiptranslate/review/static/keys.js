// Which key does what; docs/review.md and the help dialog say the same.

// Keys by their place (event.code), so that a Russian or Uzbek layout changes nothing.
const WITH_ALT = {
  ArrowDown: "next", ArrowUp: "previous", KeyN: "unreviewed", KeyM: "memory", KeyC: "copy", KeyX: "fix",
  KeyZ: "undo", KeyY: "redo", KeyS: "search", KeyP: "preview", KeyH: "help",
};
const WITH_CTRL = { Enter: "approve", NumpadEnter: "approve", KeyS: "save" };

/** The action that a key asks for, if any. */
export function wanted(event, actions) {
  const control = event.ctrlKey || event.metaKey;
  if (event.shiftKey && event.key !== "?") return null;
  if (event.altKey && !control) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    return digit ? () => actions.insert(Number(digit)) : actions[WITH_ALT[event.code]];
  }
  if (control && !event.altKey) return actions[WITH_CTRL[event.code]];
  if (event.key === "F1") return actions.help;
  const writing = event.target.closest?.("textarea, input:not([type=radio], [type=checkbox]), select");
  return event.key === "?" && !writing ? actions.help : null;
}
