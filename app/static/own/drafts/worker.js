// The service worker of the assessment: with a line every page comes from the server, without one from this device.
//
// What it keeps: pages of an assessment that the server marked with their reader (X-Renaksi-Person), and our own static
// files. What it never keeps: anything else, anything that was redirected, anything of two people at once. Signing out,
// and every page that nobody is signed in on, drops the copies (leaving.js). A new release brings a new name.

const BUILD = new URL(self.location).searchParams.get("v");
const PAGES = `renaksi-halaman-${BUILD}-`;
const STATIC = `renaksi-statis-${BUILD}`;
const PAGE = /^\/asesmen\/isian\/([\w-]+)(?:\/([A-Z]+-\d+|semua))?$/;
const AWAY = new Set([502, 503, 504]);
const GONE = new Set([403, 404, 410]); // taken back from this person, or not there any more

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && PAGE.test(url.pathname)) {
    event.respondWith(event.request.method === "GET" ? open(event.request, url) : send(event.request, url));
  } else if (event.request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(fromShelf(event.request));
  }
});

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith("renaksi-") && !name.startsWith(PAGES) && name !== STATIC) await caches.delete(name);
  }
}

async function open(request, url) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await copyOf(url)) ?? noLine();
  }
  if (AWAY.has(answer.status)) return (await copyOf(url)) ?? answer;
  if (GONE.has(answer.status)) await drop(url);
  await keep(url, answer.clone());
  return answer;
}

/** A form that cannot be sent leads back to its question, where the text is offered again. */
async function send(request, url) {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(url.pathname, 303);
  }
}

async function keep(url, answer) {
  const owner = answer.headers.get("X-Renaksi-Person");
  if (!owner || answer.status !== 200 || answer.redirected || answer.type !== "basic") return;
  const name = PAGES + owner;
  for (const other of await caches.keys()) {
    if (other.startsWith("renaksi-halaman-") && other !== name) await caches.delete(other);
  }
  try {
    await (await caches.open(name)).put(url.pathname, answer);
  } catch {
    // no room on this device
  }
}

/** What the server does not show any more is not read from a copy either; the page with all questions has it too. */
async function drop(url) {
  const all = `/asesmen/isian/${PAGE.exec(url.pathname)[1]}/semua`;
  for (const name of (await caches.keys()).filter((each) => each.startsWith(PAGES))) {
    const cache = await caches.open(name);
    for (const path of [url.pathname, all]) await cache.delete(path, { ignoreVary: true });
  }
}

async function copyOf(url) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  if (names.length !== 1) return undefined; // of nobody, or of two people: then of nobody
  const cache = await caches.open(names[0]);
  const copy = await cache.match(url.pathname, { ignoreVary: true });
  if (copy) return copy;
  const [, sheet, code] = PAGE.exec(url.pathname);
  const all = `/asesmen/isian/${sheet}/semua`;
  if (code && code !== "semua" && (await cache.match(all, { ignoreVary: true }))) return Response.redirect(`${all}#${code}`, 302);
  return undefined;
}

async function fromShelf(request) {
  const copy = await caches.match(request, { ignoreVary: true });
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith(`/static/${BUILD}/`)) await (await caches.open(STATIC)).put(request, answer.clone());
  return answer;
}

async function noLine() {
  return (await caches.match("/asesmen/luring", { ignoreVary: true })) ?? Response.error();
}
