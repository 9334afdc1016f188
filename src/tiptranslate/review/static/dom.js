// Small things every module needs: making elements safely, texts, differences.

/** The page's own words, translated by the server: texts.saved, say("shown", {n: 3}). */
export const texts = JSON.parse(document.getElementById("texts").textContent);

/** A text with its places filled: "Shown: {n}" and {n: 3} make "Shown: 3". */
export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

/** An element. Text only ever comes in as text, so that no catalog can bring markup. */
export function make(tag, { text, on, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) node.textContent = text;
  for (const [event, listener] of Object.entries(on ?? {})) node.addEventListener(event, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Differences as the server sends them: [{op, text}], as nodes. */
export const pieces = (list) =>
  list.map(({ op, text }) =>
    op === "insert" ? make("ins", { text }) : op === "delete" ? make("del", { text }) : text);

/** Text with marked spans; starts and ends count code points, as Python does. */
export function marked(text, spans, mark) {
  const points = Array.from(text);
  const out = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < at || span.end <= span.start || span.end > points.length) continue;
    out.push(points.slice(at, span.start).join(""), mark(span, points.slice(span.start, span.end).join("")));
    at = span.end;
  }
  out.push(points.slice(at).join(""));
  return out.filter((part) => part !== "");
}

/** A place counted in code points, as a place in a string of JavaScript. */
export const offset = (text, place) => Array.from(text).slice(0, place).join("").length;

const words = (text) => text.match(/[\p{L}\p{N}ʻʼ]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

/** What differs between two texts, word by word (longest common subsequence). */
export function differences(before, after) {
  const a = words(before);
  const b = words(after);
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const out = [];
  const put = (op, text) => {
    if (out.at(-1)?.op === op) out.at(-1).text += text;
    else out.push({ op, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { put("equal", a[i++]); j++; }
    else if (i < a.length && (j >= b.length || common[i + 1][j] >= common[i][j + 1])) put("delete", a[i++]);
    else put("insert", b[j++]);
  }
  return out;
}

/** Writes at the caret as if typed, so that the browser's own undo takes it back. */
export function type(area, text, start = area.selectionStart, end = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Calls `work` once things have been quiet for a while. */
export function quietly(work, wait) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), wait);
  };
}
