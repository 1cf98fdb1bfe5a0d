// What was typed and not yet taken by the server, kept in this browser: one record per person, assessment (that is
// government, round and OPD), question and opened page. An assessment's id names its government, round and OPD.
//
// A record: { person, sheet, code, page, name, url, open, version, base: {answer, reason}, answer, reason, at, state, told,
//   confirmed, unanswered }.  state: waiting | conflict | refused | sent.  `version`: the one the text builds on.
//   `unanswered`: what was sent without an answer coming back; it is sent again, unchanged, before anything newer.

const PREFIX = "renaksi-draf:";

/** The mark of whoever is signed in on this page; empty for nobody. */
export function person() {
  return document.querySelector('meta[name="renaksi-person"]')?.content ?? "";
}

export function newPage() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keyOf(record) {
  return [PREFIX + record.person, record.sheet, record.code, record.page].join(":");
}

/** Every record of this person, oldest first. */
export function records(owner = person()) {
  const found = [];
  if (!owner) return found;
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place);
      if (!key.startsWith(`${PREFIX}${owner}:`)) continue;
      try {
        found.push(JSON.parse(localStorage.getItem(key)));
      } catch {
        // Half-written or written by something else: nothing that could be sent.
      }
    }
  } catch {
    // The browser keeps nothing (private mode of some): the form warns before it is left.
  }
  return found.sort((one, other) => one.at - other.at);
}

/** The record as it is kept now. */
export function reread(record) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(record)) ?? "null");
  } catch {
    return null;
  }
}

/** Keep a record; false if the browser would not. */
export function keep(record) {
  try {
    localStorage.setItem(keyOf(record), JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

export function forget(record) {
  try {
    localStorage.removeItem(keyOf(record));
  } catch {
    // nothing was kept
  }
}

export const waits = (record) => record.state !== "sent";

/** Hold the right to a page's record while `work` runs; undefined at once if somebody holds it and `wait` is false. */
export async function holding(page, work, { wait = false } = {}) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`renaksi-draf:${page}`, { ifAvailable: !wait }, (lock) => (lock ? work() : undefined));
}

/** The pages whose tab is open somewhere and looks after its own record. */
export async function pagesOpen() {
  if (!navigator.locks) return new Set();
  const { held, pending } = await navigator.locks.query();
  return new Set([...held, ...pending].map((lock) => lock.name.replace("renaksi-draf:", "")));
}
