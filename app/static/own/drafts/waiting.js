// Answers of questions that are not open: told on every page, sent in the background, thrown away only when asked to.

import { forget, holding, pagesOpen, person, records, reread, waits } from "./store.js";
import { clock, lookUp, Pauses, send } from "./sending.js";

const pauses = new Pauses();
let timer, box, sent = 0, list = [];

function here(record) {
  return document.querySelector(`form[data-draft="${CSS.escape(record.sheet)}"][data-draft-code="${CSS.escape(record.code)}"]`);
}

async function waiting() {
  const open = await pagesOpen();
  return records().filter((each) => waits(each) && !open.has(each.page) && !here(each));
}

function line(record, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = record.open.endsWith("/semua") ? `${record.open}#${record.code}` : record.open;
  link.textContent = record.name;
  const text = { conflict: words.textConflict, refused: words.textRefused.replace("{why}", record.told) }[record.state]
    ?? words.textWaiting.replace("{when}", clock(record.at));
  const away = document.createElement("button");
  away.type = "button";
  away.className = "btn btn-link btn-sm";
  away.textContent = words.textDiscard;
  away.setAttribute("aria-label", `${words.textDiscard}: ${record.name}`);
  away.addEventListener("click", () => {
    if (!confirm(words.textSure.replace("{name}", record.name))) return;
    forget(record);
    draw();
  });
  item.append(link, ` – ${text} `, away);
  return item;
}

async function draw() {
  list = await waiting();
  if (!list.length) {
    box?.remove();
    box = undefined;
    if (sent) tellDone();
    return;
  }
  if (!box) {
    box = document.querySelector("[data-drafts-template]").content.firstElementChild.cloneNode(true);
    (document.querySelector(".r-head") ?? document.querySelector("h1")).after(box);
    box.querySelector("[data-drafts-send]").addEventListener("click", () => { pauses.reset(); deliver(); });
  }
  const place = box.querySelector("[data-drafts-list]");
  place.replaceChildren(...list.map((record) => line(record, place.dataset)));
}

function tellDone() {
  document.querySelector("[data-drafts-done-shown]")?.remove();
  const done = document.querySelector("[data-drafts-done]").content.firstElementChild.cloneNode(true);
  done.setAttribute("data-drafts-done-shown", "");
  done.querySelector("p").textContent = done.querySelector("p").textContent.replace("{when}", clock(Date.now()));
  (document.querySelector(".r-head") ?? document.querySelector("h1")).after(done);
  sent = 0;
}

function say(key) {
  const status = box?.querySelector("[data-drafts-status]");
  if (status) status.textContent = key ? status.dataset[key] : "";
}

async function deliver() {
  clearTimeout(timer);
  const ready = (await waiting()).filter((each) => each.state === "waiting");
  if (!ready.length) return;
  say("textSending");
  const found = await lookUp();
  for (const record of found === "here" ? ready : []) {
    const outcome = await holding(record.page, async () => {
      const present = reread(record); // another tab may have sent it, or taken it over
      if (!present || present.state !== "waiting") return { kind: "gone" };
      const answered = await send(present);
      if (present.state === "sent" && !("serviceWorker" in navigator)) forget(present);
      return answered;
    });
    if (outcome?.kind === "sent") sent += 1;
    if (outcome?.kind === "offline") break;
  }
  say("");
  await draw();
  if (list.some((each) => each.state === "waiting")) {
    say("textNone");
    timer = setTimeout(deliver, pauses.take());
  }
}

export function watchDrafts() {
  if (!person()) return;
  draw().then(deliver);
  // The page before may still be closing; and tabs are closed at any time.
  setTimeout(deliver, 3000);
  setInterval(deliver, 30_000);
  addEventListener("online", () => { pauses.reset(); deliver(); });
  addEventListener("storage", draw);
}
