// The list of files on their way, below the file field: a bar and a word for each. [data-upload] names the address.

import { sizeText } from "../file-size.js";
import { describeFile, fileOf, filesOf, forgetFile, keepFile, MOST_BYTES, sendingAlone } from "./kept.js";
import { shrunk } from "./shrink.js";
import { cutOff, Refused, SignedOut, transfer } from "./transfer.js";

const FIELDS = ["document_date", "issuing_unit", "valid_from", "valid_until"];

class Panel {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.input = box.querySelector("input[type=file]");
    this.form = this.input.form;
    this.list = box.querySelector("[data-upload-list]");
    this.running = new Set();
    this.turn = Promise.resolve();
    // Before the field's own listeners: what goes in pieces is not sent with the form as well.
    box.addEventListener("change", (event) => event.target === this.input && this.#chosen(event), { capture: true });
    this.form.addEventListener("submit", (event) => this.#submitted(event), { capture: true });
    this.form.addEventListener("change", () => this.#described());
    addEventListener("beforeunload", (event) => { if ([...this.running].some((each) => !each.kept)) event.preventDefault(); });
    this.#goOn();
  }

  /** What was chosen here before and has not arrived goes on by itself. */
  async #goOn() {
    const kept = (await filesOf()).filter((entry) => entry.address === this.words.upload);
    const names = new Set(kept.map((entry) => entry.name));
    const left = cutOff(this.words.upload).filter((name) => !names.has(name));
    if (left.length) this.#note(this.words.textCutOff.replace("{names}", left.join(", ")));
    for (const entry of kept) {
      sendingAlone(entry.id, () => {
        const going = this.#begin(entry.name, entry);
        return this.#queue(going, () => this.#transfer(going, fileOf(entry), entry.note));
      });
    }
  }

  async #chosen(event) {
    const files = [...this.input.files];
    const most = Number(this.words.uploadMost);
    // Too large and no photo: the field says so itself and keeps it.
    if (!files.length || files.some((file) => file.size > most && !file.type.startsWith("image/"))) return;
    event.stopImmediatePropagation();
    this.input.value = "";
    this.box.querySelector(".r-field__error")?.remove();
    this.input.setAttribute("aria-invalid", "false");
    for (const file of files) this.#send(file);
  }

  #send(chosen) {
    const going = this.#begin(chosen.name);
    this.#queue(going, () => this.#prepare(chosen, going));
  }

  #begin(name, kept) {
    const going = { row: this.#row(name), control: new AbortController(), kept };
    going.stop = going.control.signal;
    this.running.add(going);
    going.row.querySelector("button").addEventListener("click", () => {
      going.control.abort();
      going.row.remove();
      if (going.kept) forgetFile(going.kept.id);
    });
    return going;
  }

  /** One after another: on a poor line two at once are both late. */
  #queue(going, work) {
    this.turn = this.turn.then(() => (going.stop.aborted ? undefined : work())).finally(() => {
      this.running.delete(going);
      if (going.row.dataset.uploadRow === "done" || !going.kept) going.row.querySelector("button")?.remove();
      if (!this.running.size) this.#afterwards();
    });
    return this.turn;
  }

  async #prepare(chosen, going) {
    const status = going.row.querySelector("[data-upload-status]");
    status.textContent = this.words.textPreparing;
    const { file, before, cleaned } = await shrunk(chosen);
    const note = this.#told(file, before, cleaned);
    if (file.size > Number(this.words.uploadMost)) {
      this.#failed(going, this.words.textTooLarge.replace("{size}", sizeText(file.size)));
      return undefined;
    }
    if (this.words.uploadKeep !== undefined) {
      const kept = await keepFile(file, { address: this.words.upload, where: this.words.uploadWhere, note, fields: this.#fields().toString() });
      if (kept === "full") this.#note(this.words.textFull.replace("{name}", file.name).replace("{limit}", sizeText(MOST_BYTES)));
      else if (kept) going.kept = kept;
    }
    if (going.stop.aborted) {
      if (going.kept) await forgetFile(going.kept.id);
      return undefined;
    }
    const work = () => this.#transfer(going, file, note);
    return going.kept ? sendingAlone(going.kept.id, work) : work();
  }

  async #transfer(going, file, note) {
    const bar = going.row.querySelector("progress"), status = going.row.querySelector("[data-upload-status]");
    try {
      const told = await transfer(file, {
        address: this.words.upload, stop: going.stop, fields: () => this.#fieldsOf(going),
        tell: (state, share) => {
          if (share !== undefined) bar.value = share;
          const text = state === "sending" ? this.words.textSending : going.kept ? this.words.textWaitingKept : this.words.textWaiting;
          status.textContent = `${text.replace("{share}", Math.round(bar.value * 100))} ${note}`.trim();
        },
      });
      if (going.kept) await forgetFile(going.kept.id);
      bar.remove();
      status.textContent = `${this.words.textDone} ${note}`.trim();
      going.row.dataset.uploadRow = "done";
      const list = document.querySelector("[data-evidence-list]");
      list.innerHTML = told.list;
      window.htmx?.process(list);
      this.form.dispatchEvent(new CustomEvent("draft:version", { detail: told }));
    } catch (error) {
      if (going.stop.aborted) return;
      // What the server said no to is not offered again; whatever else went wrong may go better later.
      const why = error instanceof Refused ? error.message : "";
      if (why && going.kept) { await forgetFile(going.kept.id); going.kept = undefined; }
      const signedOut = going.kept ? this.words.textSignedOutKept : this.words.textSignedOut;
      this.#failed(going, error instanceof SignedOut ? signedOut : why || this.words.textFailed);
    }
  }

  #failed(going, text) {
    going.row.querySelector("progress")?.remove();
    going.row.dataset.uploadRow = "failed";
    const status = going.row.querySelector("[data-upload-status]");
    status.className = "r-field__error";
    status.textContent = text;
  }

  #told(file, before, cleaned) {
    const told = [];
    if (before && file.size < before) told.push(this.words.textShrunk.replace("{before}", sizeText(before)).replace("{after}", sizeText(file.size)));
    if (cleaned) told.push(this.words.textCleaned);
    return told.join(" ");
  }

  #fields() {
    const data = new FormData(this.form);
    return new URLSearchParams(FIELDS.map((name) => [name, data.get(name) ?? ""]));
  }

  /** What the form says now; where it says nothing (the page was opened again), what was said when the file was chosen. */
  #fieldsOf(going) {
    const now = this.#fields();
    return going.kept && [...now.values()].every((value) => !value) ? new URLSearchParams(going.kept.fields) : now;
  }

  #described() {
    const fields = this.#fields();
    if ([...fields.values()].every((value) => !value)) return;
    for (const { kept } of this.running) if (kept) describeFile(kept, fields.toString());
  }

  #row(name) {
    const row = this.box.querySelector("[data-upload-row-template]").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-upload-name]").textContent = name;
    row.querySelector("progress").setAttribute("aria-label", name);
    row.querySelector("button").append(` ${name}`);
    this.list.append(row);
    return row;
  }

  #note(text) {
    const note = document.createElement("li");
    note.textContent = text;
    this.list.append(note);
  }

  /** The button waits for files that are still on their way. */
  #submitted(event) {
    if (!this.running.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = event.submitter;
  }

  #afterwards() {
    const submitter = this.waiting;
    this.waiting = undefined;
    if (submitter && !this.list.querySelector("[data-upload-row='failed']")) this.form.requestSubmit(submitter);
  }
}

export function bindUploads(scope) {
  for (const box of scope.querySelectorAll("[data-upload]:not([data-upload-bound])")) {
    box.setAttribute("data-upload-bound", "");
    new Panel(box);
  }
}
