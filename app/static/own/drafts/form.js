// A form whose answer and reason are kept in this browser at every letter and sent a second later, as soon as there is a line.

import { forget, holding, keep, newPage, pagesOpen, person, records, reread, waits } from "./store.js";
import { clock, Pauses, send } from "./sending.js";

const PAUSE = 1000; // milliseconds after the last letter

class DraftForm {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-draft-place]");
    this.pauses = new Pauses();
    this.isKept = true;
    this.failing = false;
    this.ready = this.#begin();
    form.addEventListener("input", (event) => this.#isText(event.target) && this.#typed());
    form.addEventListener("submit", (event) => this.#submitted(event));
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-draft-discard]") && this.record) { this.record.state = "sent"; forget(this.record); }
    });
    // Evidence that was added meanwhile belongs to this page: what it changed is no lost race.
    form.addEventListener("draft:version", ({ detail }) => this.ready.then(() => this.#goOnFrom(detail)));
    addEventListener("online", () => this.#again());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#again(); });
    addEventListener("beforeunload", (event) => { if (!this.isKept) event.preventDefault(); });
  }

  get fields() { return this.form.elements; }

  get content() {
    const data = new FormData(this.form);
    return { answer: String(data.get("answer") ?? ""), reason: String(data.get("reason") ?? "").replaceAll("\r\n", "\n") };
  }

  set content({ answer, reason }) {
    for (const field of this.form.querySelectorAll("[name=answer]")) {
      if (field.type === "radio") field.checked = field.value === answer;
      else field.value = answer;
    }
    this.fields.reason.value = reason;
  }

  #isText(field) { return field.name === "answer" || field.name === "reason"; }

  /** Take over what an earlier page of this question left behind, or begin afresh; from here on the record is this page's. */
  async #begin() {
    const { draft: sheet, draftCode: code, draftName: name, draftUrl: url } = this.form.dataset;
    const fresh = {
      person: person(), sheet, code, name, url, open: location.pathname, page: newPage(), version: this.fields.version.value,
      base: this.content, ...this.content, at: Date.now(), state: "sent", told: "", confirmed: false, unanswered: null,
    };
    const open = await pagesOpen();
    const left = records().filter((each) => each.sheet === sheet && each.code === code && !open.has(each.page));
    const latest = left.filter(waits).at(-1) ?? left.at(-1);
    for (const each of left) if (each !== latest && !waits(each)) forget(each);
    const page = latest && waits(latest) ? latest.page : fresh.page;
    await new Promise((held) => {
      holding(page, () => { held(); return new Promise(() => {}); }, { wait: true });
      if (!navigator.locks) held();
    });
    const found = latest && reread(latest);
    if (found && !waits(found)) forget(found);
    const typed = this.content; // whoever was faster than the script
    this.record = { ...fresh, page };
    if (found) this.#takeOver(found, typed);
    this.fields.opened_page.value = page;
    this.fields.idempotency_key.value = newPage(); // a copy from this device may have been sent before
    if (!this.#isSame(typed, fresh.base)) this.#typed();
  }

  #isSame(one, other) { return one.answer === other.answer && one.reason === other.reason; }

  #takeOver(found, shown) {
    const isOlderCopy = Number(found.version) > Number(this.fields.version.value);
    if (!waits(found)) {
      // The page comes from this device and does not know yet what was sent since.
      if (isOlderCopy) {
        this.#show({ ...found, page: this.record.page });
        keep(this.record);
      }
      return;
    }
    if (this.#isSame(found, shown) && !isOlderCopy && !found.confirmed) { forget(found); return; }
    this.#show(found);
    if (found.state === "refused") { this.#tell("failed", found.told); return; }
    this.#tell("restored", clock(found.at));
    // With both versions on the page already, it is this person's turn.
    if (!this.form.querySelector("[data-draft-conflict]")) this.#later(0);
  }

  #goOnFrom({ version_before: before, version }) {
    if (Number(this.record.version) !== before) return;
    this.record.version = String(version);
    if (waits(this.record)) keep(this.record);
    this.#writeVersion();
  }

  #show(found) {
    this.record = { ...this.record, ...found };
    this.content = found;
    this.#writeVersion();
  }

  #writeVersion() {
    this.fields.version.value = this.record.version;
    if (this.fields.seen_answer) {
      this.fields.seen_answer.value = this.record.base.answer;
      this.fields.seen_reason.value = this.record.base.reason;
    }
  }

  #typed() {
    if (!this.record) { this.ready.then(() => this.#typed()); return; }
    Object.assign(this.record, this.content, { at: Date.now(), state: "waiting", told: "" });
    this.isKept = keep(this.record);
    this.#tell(this.isKept ? "kept" : "lost");
    this.pauses.reset();
    this.#later(PAUSE);
  }

  #later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#deliver(), pause);
  }

  #again() {
    if (this.record?.state !== "waiting") return;
    this.pauses.reset();
    this.#later(0);
  }

  async #deliver() {
    if (this.busy || this.record.state === "sent") return;
    this.busy = true;
    this.#tell("saving");
    const at = this.record.at;
    const outcome = await send(this.record);
    this.busy = false;
    this.failing = outcome.kind === "offline";
    if (this.leaving) return;
    this.#writeVersion();
    if (outcome.part) this.#replace(outcome.part);
    if (outcome.kind === "sent") this.#arrived();
    else if (outcome.kind === "signed-out" || outcome.kind === "other") this.#tell("signedout");
    else if (outcome.kind === "refused") this.#tell("failed", outcome.text);
    else if (outcome.kind === "offline") {
      this.#tell(this.isKept ? "kept" : "lost");
      this.#later(this.pauses.take());
    }
    if (this.record.at !== at && this.record.state !== "sent" && outcome.kind !== "offline") this.#later(PAUSE);
  }

  #arrived() {
    this.pauses.reset();
    this.isKept = true;
    this.record.confirmed = false;
    if (this.record.state === "sent" && !("serviceWorker" in navigator)) forget(this.record);
    this.form.dispatchEvent(new CustomEvent("draft:sent", { bubbles: true }));
  }

  #replace(part) {
    for (const old of this.form.querySelectorAll("[data-draft-conflict]")) if (!this.place.contains(old)) old.remove();
    const state = this.place.querySelector("[data-draft-state]");
    part.querySelector("[data-draft-state]").id = state.id;
    this.place.replaceChildren(document.importNode(part, true));
  }

  #tell(state, text = "") {
    const target = this.place.querySelector("[data-draft-state]");
    const words = target.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`];
    target.dataset.state = { kept: "kept", restored: "kept", signedout: "kept", lost: "failed" }[state] ?? state;
    target.textContent = words ? words.replace("{when}", text) : text;
  }

  /** Without a line the button keeps the answer and goes on to the next question, which the browser has. */
  #submitted(event) {
    clearTimeout(this.timer);
    if (!this.record) return;
    const chosen = [...this.form.querySelectorAll("input[type=file], [name=url]")].some((field) => field.value);
    const overwriting = event.submitter?.name === "overwrite";
    if (overwriting) { this.record.version = event.submitter.value; this.record.state = "waiting"; }
    if ((this.failing || !navigator.onLine) && !chosen) {
      event.preventDefault();
      event.stopImmediatePropagation();
      Object.assign(this.record, this.content, { state: "waiting", confirmed: true, at: Date.now() });
      this.isKept = keep(this.record);
      this.#tell(this.isKept ? "kept" : "lost");
      if (this.isKept && this.form.dataset.draftNext) location.assign(this.form.dataset.draftNext);
      else this.#later(0);
      return;
    }
    // Should the line drop on the way, the text is offered again; if it arrived, sending it again changes nothing.
    this.leaving = true;
    setTimeout(() => { this.leaving = false; }, 8000);
    if (this.record.state !== "sent") {
      this.record.confirmed = true;
      keep(this.record);
    }
  }
}

export function bindDrafts(scope) {
  for (const form of scope.querySelectorAll("form[data-draft]:not([data-draft-bound])")) {
    form.setAttribute("data-draft-bound", "");
    new DraftForm(form);
  }
}
