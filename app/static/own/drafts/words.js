// What is typed into the other forms of an assessment (reasons of a verification, objections, opinions, notes), kept in this
// browser from the first letter until the server has taken it: one entry per person, form and page that shows the form, for
// two tabs may show one and none may write over the other's words. It is never sent by itself: a decision is made by whoever
// presses the button.
//
// An entry: { person, place, title, open, values: {name: [text, …]}, base: same, at, mark, key }.  `base`: what the form showed
//   when typing began.  `mark`: goes with the form, and comes back in a cookie once it was taken (app/web/kept_words.py).
//   `key`: the form's idempotency key once it was sent: what arrived without our knowing is not made twice.

import { newPage, person } from "./store.js";
import { markSaved } from "../forms.js";

const PREFIX = "renaksi-kata:";
const COOKIE = "renaksi_tersimpan";
const ROOM = "/asesmen/"; // complaints have words of citizens: those are kept nowhere
const OURS = new Set(["csrf_token", "version", "idempotency_key", "kept_words"]);

function keyOf(entry) {
  return `${PREFIX}${entry.person}:${entry.place}:${entry.mark}`;
}

/** Every entry of this person. */
export function entries(owner = person()) {
  const found = [];
  if (!owner) return found;
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}${owner}:`)) continue;
      try {
        found.push(JSON.parse(localStorage.getItem(key)));
      } catch {
        // half-written: nothing that could be shown
      }
    }
  } catch {
    // The browser keeps nothing: the form warns before it is left.
  }
  return found;
}

export function forgetEntry(entry) {
  try {
    localStorage.removeItem(keyOf(entry));
  } catch {
    // nothing was kept
  }
}

function keepEntry(entry) {
  try {
    localStorage.setItem(keyOf(entry), JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

/** The server says by a cookie which entries it has taken. */
function forgetTaken() {
  const told = document.cookie.split("; ").find((each) => each.startsWith(`${COOKIE}=`));
  if (!told) return;
  const marks = new Set(told.slice(COOKIE.length + 1).split("."));
  for (const entry of entries()) if (marks.has(entry.mark)) forgetEntry(entry);
  document.cookie = `${COOKIE}=; Max-Age=0; Path=/; SameSite=Lax`;
}

/** The hour, with the day unless it is today. */
function moment(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const parts = { hour: "2-digit", minute: "2-digit", ...(isToday ? {} : { day: "numeric", month: "long" }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, parts).format(at);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Tells other tabs, for as long as this page is open, that the words under this mark are being written here. */
function hold(mark) {
  navigator.locks?.request(PREFIX + mark, () => new Promise(() => {}));
}

/** The newest words left for a form by a page that is closed; what an open tab is writing stays with that tab. */
async function leftFor(place) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const open = new Set(held.map((lock) => lock.name));
  const left = entries().filter((each) => each.place === place && !open.has(PREFIX + each.mark));
  return left.sort((one, other) => other.at - one.at)[0];
}

class KeptForm {
  constructor(form, words) {
    this.form = form;
    this.words = words.dataset;
    this.template = words.content;
    this.place = new URL(form.action, location.href).pathname;
    this.base = this.values;
    this.mark = newPage();
    hold(this.mark);
    leftFor(this.place).then((found) => { if (found) this.#meet(found); });
    form.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => this.#submitted(event), { capture: true });
  }

  get fields() {
    return [...this.form.elements].filter((each) => each.name && !OURS.has(each.name) && /^(textarea|text|number|date|radio|checkbox|select-.+)$/.test(each.type));
  }

  get values() {
    const found = {};
    for (const field of this.fields) {
      found[field.name] ??= [];
      if (/radio|checkbox/.test(field.type)) { if (field.checked) found[field.name].push(field.value); }
      else found[field.name].push(field.value.replaceAll("\r\n", "\n"));
    }
    return found;
  }

  set values(given) {
    for (const field of this.fields) {
      const wanted = given[field.name];
      if (!wanted) continue;
      if (/radio|checkbox/.test(field.type)) field.checked = wanted.includes(field.value);
      else field.value = wanted[0] ?? "";
    }
  }

  #meet(found) {
    if (same(found.values, this.base)) {
      // Shown again because something is missing: not taken yet. Otherwise this is what is stored.
      if (document.querySelector(".r-errors")) this.#goOnWith(found);
      else forgetEntry(found);
      return;
    }
    if (same(found.base, this.base) && same(this.values, this.base)) {
      this.values = found.values;
      this.#goOnWith(found);
      this.#tell("restored", found);
      return;
    }
    this.#tell("other", found);
  }

  #goOnWith(found) {
    this.mark = found.mark;
    hold(this.mark);
    this.sent = found.key;
    this.base = found.base;
    const key = this.form.elements.idempotency_key;
    if (key && found.key) key.value = found.key;
  }

  #typed() {
    const values = this.values;
    const entry = { person: person(), place: this.place, values, base: this.base, mark: this.mark, key: this.sent ?? "", at: Date.now(), title: document.querySelector("h1")?.textContent.trim() ?? "", open: location.pathname };
    if (same(values, this.base)) forgetEntry(entry);
    else if (keepEntry(entry)) markSaved(this.form);
    return entry;
  }

  #submitted(event) {
    const entry = this.#typed();
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#tell("noline", entry);
      return;
    }
    if (same(entry.values, this.base)) return;
    this.sent = this.form.elements.idempotency_key?.value ?? "";
    keepEntry({ ...entry, key: this.sent });
    this.form.elements.kept_words?.remove();
    const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "kept_words", value: this.mark });
    this.form.append(mark);
  }

  #tell(kind, entry) {
    this.note?.remove();
    this.note = notice(this.template, this.words[`text${kind[0].toUpperCase()}${kind.slice(1)}`].replace("{when}", moment(entry.at)), kind === "other" ? entry : undefined);
    this.note.querySelector("[data-words-use]").hidden = kind !== "other";
    this.note.querySelector("[data-words-discard]").hidden = kind === "noline";
    this.note.querySelector("[data-words-use]").addEventListener("click", () => {
      this.values = entry.values;
      this.note.remove();
      this.#typed();
      if (entry.mark !== this.mark) forgetEntry(entry); // they are in this form now
      this.form.querySelector("textarea")?.focus();
    });
    this.note.querySelector("[data-words-discard]").addEventListener("click", () => {
      forgetEntry(entry);
      this.note.remove();
      if (kind === "restored") { this.values = this.base; this.form.querySelector("textarea")?.focus(); }
    });
    const folded = kind === "noline" ? null : this.form.closest("details[data-confirm]");
    if (folded) folded.before(this.note);
    else this.form.prepend(this.note);
    for (let around = this.form.closest("details:not([data-confirm])"); around; around = around.parentElement.closest("details")) around.open = true;
  }
}

/** A box that says what became of words; with an entry it shows them too. */
function notice(template, text, entry) {
  const box = template.firstElementChild.cloneNode(true);
  box.querySelector("[data-words-told]").textContent = text;
  const quote = box.querySelector("[data-words-quote]");
  quote.hidden = !entry;
  quote.textContent = entry ? textOf(entry) : "";
  return box;
}

/** The longest sentences of an entry; what was ticked or chosen beside them is a code that says little to a reader. */
function textOf(entry) {
  const texts = Object.entries(entry.values).flatMap(([name, [value = ""]]) => (value && value !== entry.base[name]?.[0] ? [value] : []));
  return texts.sort((one, other) => other.length - one.length).slice(0, 2).join("\n\n");
}

/** Words whose form is not on this page any more (decided meanwhile, the time is over) can still be read and copied. */
function showLeftBehind(words) {
  const places = new Set([...document.querySelectorAll("form[data-words-bound]")].map((form) => new URL(form.action, location.href).pathname));
  for (const entry of entries()) {
    if (entry.open !== location.pathname || places.has(entry.place)) continue;
    const box = notice(words.content, words.dataset.textClosed.replace("{when}", moment(entry.at)), entry);
    box.querySelector("[data-words-use]").hidden = true;
    box.querySelector("[data-words-discard]").addEventListener("click", () => { forgetEntry(entry); box.remove(); });
    (document.querySelector(".r-head") ?? document.querySelector("h1")).after(box);
  }
}

let begun = false;

export function bindWords(scope) {
  const words = document.querySelector("template[data-words]");
  if (!person() || !words || !location.pathname.startsWith(ROOM)) return;
  if (!begun) forgetTaken();
  for (const form of scope.querySelectorAll("form[method='post']:not([data-draft], [data-words-bound])")) {
    if (!form.querySelector("textarea")) continue;
    form.setAttribute("data-words-bound", "");
    new KeptForm(form, words);
  }
  if (!begun) showLeftBehind(words);
  begun = true;
}
