// One record to the server and back. Everything that a dropped line can do ends as "offline": the record stays and is tried again.

import { keep, person } from "./store.js";

const PATIENCE = 20_000; // milliseconds until a request counts as lost
export const CONNECTION = "/asesmen/sambungan";

let token = "";

export function presentToken() {
  return token || document.querySelector('meta[name="csrf-token"]')?.content || "";
}

/** "here", "signed-out", "other" (somebody else is signed in by now) or "offline"; learns the present token. */
export async function lookUp() {
  try {
    const answer = await fetch(CONNECTION, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    if (answer.status === 403) return "other";
    if (!answer.ok) return "offline";
    const told = await answer.json();
    if (told.person !== person()) return "other";
    token = told.csrf_token;
    return "here";
  } catch {
    return "offline";
  }
}

function bodyOf(record, content) {
  return new URLSearchParams({
    csrf_token: presentToken(),
    idempotency_key: record.page,
    opened_page: record.page,
    version: record.version,
    seen_answer: record.base.answer,
    seen_reason: record.base.reason,
    confirmed: record.confirmed ? "1" : "",
    ...content,
  });
}

async function post(record, content, again = true) {
  let answer;
  try {
    answer = await fetch(record.url, {
      method: "POST", body: bodyOf(record, content), redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 400 && again) {
      // The token is of an earlier sign-in: this page was opened before it.
      const found = await lookUp();
      return found === "here" ? post(record, content, false) : { kind: found };
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return { kind: "signed-out" };
    if (answer.status >= 500 || answer.status === 429) return { kind: "offline" };
    return read(answer.status, await answer.text());
  } catch {
    return { kind: "offline" };
  }
}

function read(status, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const told = page.querySelector("[data-draft-outcome]");
  if (!told) {
    const why = page.querySelector("h1")?.textContent.trim() ?? String(status);
    return status < 400 ? { kind: "offline" } : { kind: "refused", text: why };
  }
  const kind = { saved: "sent", conflict: "conflict" }[told.dataset.draftOutcome] ?? "refused";
  return { kind, version: told.dataset.draftVersion, part: told, text: told.querySelector("[data-draft-state]").textContent.trim() };
}

const same = (one, other) => one.answer === other.answer && one.reason === other.reason;

/** Send a record; it is changed to what is known afterwards, and kept. Whoever calls holds the right to it. */
export async function send(record) {
  const present = () => ({ answer: record.answer, reason: record.reason });
  if (record.unanswered && !same(record.unanswered, present())) {
    const earlier = await post(record, record.unanswered);
    if (earlier.kind === "sent") settle(record, earlier, record.unanswered);
    else if (earlier.kind !== "conflict" && earlier.kind !== "refused") return earlier;
    record.unanswered = null;
  }
  const content = present();
  record.unanswered = content;
  keep(record);
  const outcome = await post(record, content);
  if (outcome.kind === "sent") {
    settle(record, outcome, content);
    if (same(content, present())) record.state = "sent";
  } else if (outcome.kind === "conflict" || outcome.kind === "refused") {
    record.unanswered = null;
    record.state = outcome.kind;
    record.told = outcome.text;
  }
  keep(record);
  return outcome;
}

function settle(record, outcome, content) {
  record.unanswered = null;
  record.version = outcome.version;
  record.base = content;
  record.told = "";
}

/** Pauses that grow from two seconds to a minute, each a little different so that offices do not knock together. */
export class Pauses {
  constructor() { this.reset(); }
  reset() { this.next = 2000; }
  take() {
    const pause = this.next * (0.75 + Math.random() / 2);
    this.next = Math.min(this.next * 2, 60_000);
    return pause;
  }
}

export function clock(moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(moment);
}
