// Copies of the assessment's pages on this device, so that they open without a line. Pages are stored by the service
// worker as they are opened; the page of all questions is fetched now and then. `worker.js` says what is never kept.

import { forget, records, waits } from "./store.js";

const FRESH = 10 * 60 * 1000; // milliseconds that a copy of all questions is good for
const BUILD = new URL(import.meta.url).pathname.split("/")[2]; // "own-<hash>": new with each release

export async function fillShelf() {
  const shelf = document.querySelector("[data-shelf]");
  if (!shelf || !("serviceWorker" in navigator) || !("caches" in window) || !navigator.onLine) return;
  try {
    await navigator.serviceWorker.register(`${shelf.dataset.worker}?v=${BUILD}`, { scope: "/asesmen/" });
    await navigator.serviceWorker.ready;
    await keepStatic(shelf.dataset.offlinePage);
    await keepPage(location.pathname, Infinity);
    if (await keepPage(shelf.dataset.shelf, FRESH)) forgetSent(shelf.dataset.shelf);
  } catch {
    // Without copies everything works as before, as long as there is a line.
  }
}

async function keepStatic(offlinePage) {
  const cache = await caches.open(`renaksi-statis-${BUILD}`);
  const wanted = performance.getEntriesByType("resource").map((entry) => new URL(entry.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
  for (const path of [offlinePage, ...wanted.map((url) => url.pathname)]) {
    if (!(await cache.match(path))) await cache.add(path);
  }
}

/** Fetch a page unless its copy is younger than `age`; whether a new copy was made. */
async function keepPage(path, age) {
  const cached = await caches.match(path, { ignoreVary: true });
  const made = cached && Date.parse(cached.headers.get("Date"));
  if (cached && (age === Infinity || Date.now() - made < age)) return false;
  const answer = await fetch(path, { redirect: "manual", cache: "no-store" });
  const owner = answer.headers.get("X-Renaksi-Person");
  if (!answer.ok || !owner) return false;
  const cache = await caches.open(`renaksi-halaman-${BUILD}-${owner}`);
  await cache.put(path, answer);
  return true;
}

function forgetSent(path) {
  const sheet = path.split("/").at(-2);
  for (const record of records()) if (record.sheet === sheet && !waits(record)) forget(record);
}
