// Files of questions that are not open here: told on every page, sent in the background one after another.

import { person } from "../drafts/store.js";
import { fileOf, filesOf, forgetFile, sendingAlone } from "./kept.js";
import { SignedOut, transfer, Refused } from "./transfer.js";

const AGAIN = 30_000; // milliseconds until a look whether another page left something behind
let box, sent = 0, busy = false;
const failed = new Map(), progress = new Map();

function isHere(entry) {
  return document.querySelector(`[data-upload="${CSS.escape(entry.address)}"]`);
}

async function waiting() {
  return (await filesOf()).filter((entry) => !isHere(entry));
}

function line(entry, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = entry.open;
  link.textContent = entry.where;
  const share = progress.get(entry.id);
  const state = failed.get(entry.id) ?? (share === undefined ? words.textWaiting : words.textSending.replace("{share}", Math.round(share * 100)));
  const away = document.createElement("button");
  away.type = "button";
  away.className = "btn btn-link btn-sm";
  away.textContent = words.textDiscard;
  away.setAttribute("aria-label", `${words.textDiscard}: ${entry.name}`);
  away.addEventListener("click", async () => {
    if (!confirm(words.textSure.replace("{name}", entry.name))) return;
    await forgetFile(entry.id);
    draw();
  });
  item.append(`${entry.name} – `, link, ` – ${state} `, away);
  return item;
}

async function draw() {
  const list = await waiting();
  if (!list.length) {
    box?.remove();
    box = undefined;
    if (sent) tellDone();
    return;
  }
  if (!box) {
    box = document.querySelector("[data-files-template]").content.firstElementChild.cloneNode(true);
    (document.querySelector(".r-head") ?? document.querySelector("h1")).after(box);
  }
  const place = box.querySelector("[data-files-list]");
  const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  place.replaceChildren(...list.map((entry) => line(entry, place.dataset)));
  if (focused) place.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

function tellDone() {
  const done = document.querySelector("[data-files-done]").content.firstElementChild.cloneNode(true);
  done.querySelector("p").textContent = done.querySelector("p").textContent.replace("{count}", sent);
  (document.querySelector(".r-head") ?? document.querySelector("h1")).after(done);
  sent = 0;
}

async function carry(entry) {
  const stop = new AbortController().signal;
  try {
    await transfer(fileOf(entry), {
      address: entry.address, stop, fields: () => new URLSearchParams(entry.fields),
      tell: (state, share) => { progress.set(entry.id, state === "waiting" ? undefined : share); draw(); },
    });
    await forgetFile(entry.id);
    sent += 1;
  } catch (error) {
    if (error instanceof SignedOut) throw error;
    const words = document.querySelector("[data-files-template]").content.querySelector("[data-files-list]").dataset;
    failed.set(entry.id, words.textRefused.replace("{why}", (error instanceof Refused && error.message) || words.textUnknown));
  }
  progress.delete(entry.id);
}

async function deliver() {
  if (busy) return;
  busy = true;
  try {
    for (const entry of await waiting()) if (!failed.has(entry.id)) await sendingAlone(entry.id, () => carry(entry));
  } catch {
    // Nobody is signed in any more: everything waits until its person is back.
  }
  busy = false;
  await draw();
}

export function watchFiles() {
  if (!person() || !("indexedDB" in window)) return;
  draw().then(deliver);
  setInterval(deliver, AGAIN);
  addEventListener("online", deliver);
}
