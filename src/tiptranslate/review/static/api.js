// Talks to the server this page came from, and to nobody else.

const csrf = document.querySelector('meta[name="csrf"]').content;

/** What the server refused, and why; `code` is "offline" if it did not answer at all. */
export class Refused extends Error {
  constructor(code, message, body = {}) {
    super(message);
    this.code = code;
    this.body = body;
  }
}

/** GET without a body, POST with one; the reply's JSON, or Refused. */
export async function call(path, body) {
  const asked = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(body),
  };
  let reply;
  let answer;
  try {
    reply = await fetch(path, { credentials: "same-origin", cache: "no-store", ...asked });
    answer = await reply.json();
  } catch {
    throw new Refused(reply ? "broken" : "offline", reply ? reply.statusText : "");
  }
  if (!reply.ok) throw new Refused(answer.error?.code ?? "broken", answer.error?.message ?? reply.statusText, answer);
  return answer;
}
