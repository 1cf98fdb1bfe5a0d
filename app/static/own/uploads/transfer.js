// One file, piece by piece. A dropped line costs one piece: it goes on where the server says that it stands.

import { lookUp, Pauses, presentToken } from "../drafts/sending.js";
import { newPage, person } from "../drafts/store.js";

const PATIENCE = 60_000; // milliseconds until a piece counts as lost
const PREFIX = "renaksi-unggahan:";
const DAY = 24 * 3600 * 1000;

export class Refused extends Error {}
export class SignedOut extends Error {}
class NoLine extends Error {}
class Gone extends Error {}

function keyOf(address, file) {
  return `${PREFIX}${person()}:${address}:${file.name}:${file.size}:${file.lastModified}`;
}

/** Names of files for this question whose upload was cut off when its page was closed. */
export function cutOff(address) {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const kept = JSON.parse(localStorage.getItem(key));
    if (Date.now() - kept.at > DAY) localStorage.removeItem(key);
    else if (key.startsWith(`${PREFIX}${person()}:${address}:`)) found.push(kept.name);
  }
  return found;
}

export function forgetUploads() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

async function ask(address, options = {}, again = true) {
  let answer;
  try {
    answer = await fetch(address, {
      cache: "no-store", signal: AbortSignal.any([options.stop, AbortSignal.timeout(PATIENCE)]), ...options,
      headers: { Accept: "application/json", "X-CSRFToken": presentToken() },
    });
  } catch (error) {
    if (options.stop.aborted) throw error;
    throw new NoLine();
  }
  if (answer.status === 400 && again && (await lookUp()) === "here") return ask(address, options, false);
  if (answer.status === 401 || answer.status === 400 || (answer.redirected && !answer.url.includes("/unggahan/"))) throw new SignedOut();
  if (answer.status >= 500 || answer.status === 429) throw new NoLine();
  if (answer.status === 404 || answer.status === 410) throw new Gone();
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer.ok || (answer.status === 409 && "received" in told)) return told;
  throw new Refused(told.message ?? "");
}

/** Send `file`; `tell(state, share)` hears "sending" (0 to 1) and "waiting". Answers what finishing answers. */
export async function transfer(file, { address, fields, tell, stop }) {
  const key = keyOf(address, file);
  const pauses = new Pauses();
  let place = JSON.parse(localStorage.getItem(key) ?? "null")?.place;
  let beginning = newPage(), restarts = 0;

  async function begin() {
    const body = new URLSearchParams({ filename: file.name, size: file.size, idempotency_key: beginning });
    const told = await ask(address, { method: "POST", body, stop });
    place = `${address}/${told.id}`;
    localStorage.setItem(key, JSON.stringify({ place, name: file.name, at: Date.now() }));
    return told;
  }

  async function round() {
    let told = place ? await ask(place, { stop }) : await begin();
    while (told.received < told.size) {
      tell("sending", told.received / told.size);
      const body = file.slice(told.received, told.received + told.piece);
      told = await ask(`${place}?mulai=${told.received}`, { method: "PUT", body, stop });
      pauses.reset();
    }
    tell("sending", 1);
    return ask(`${place}/selesai`, { method: "POST", body: fields(), stop });
  }

  for (;;) {
    try {
      const done = await round();
      localStorage.removeItem(key);
      return done;
    } catch (error) {
      if (error instanceof Gone && restarts < 2) {
        place = undefined;
        beginning = newPage();
        restarts += 1;
        localStorage.removeItem(key);
      } else if (error instanceof NoLine) {
        tell("waiting");
        await rest(pauses.take(), stop);
      } else {
        if (!(error instanceof SignedOut)) localStorage.removeItem(key);
        throw error instanceof Gone ? new Refused("") : error;
      }
    }
  }
}

/** Wait, but not longer than until the line is back. */
function rest(pause, stop) {
  return new Promise((over) => {
    const done = () => { clearTimeout(timer); removeEventListener("online", done); over(); };
    const timer = setTimeout(done, pause);
    addEventListener("online", done);
    stop.addEventListener("abort", done, { once: true });
  });
}
