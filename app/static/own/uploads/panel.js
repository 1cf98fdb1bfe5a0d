// The list of files on their way, below the file field: a bar and a word for each. [data-upload] names the address.

import { sizeText } from "../file-size.js";
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
    addEventListener("beforeunload", (event) => { if (this.running.size) event.preventDefault(); });
    const left = cutOff(this.words.upload);
    if (left.length) this.#note(this.words.textCutOff.replace("{names}", left.join(", ")));
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
    const row = this.#row(chosen.name);
    const control = new AbortController();
    this.running.add(row);
    row.querySelector("button").addEventListener("click", () => { control.abort(); row.remove(); });
    // One after another: on a poor line two at once are both late.
    this.turn = this.turn.then(() => this.#carry(chosen, row, control.signal)).finally(() => {
      this.running.delete(row);
      row.querySelector("button")?.remove();
      if (!this.running.size) this.#afterwards();
    });
  }

  async #carry(chosen, row, stop) {
    if (stop.aborted) return;
    const bar = row.querySelector("progress"), status = row.querySelector("[data-upload-status]");
    try {
      status.textContent = this.words.textPreparing;
      const { file, before, cleaned } = await shrunk(chosen);
      const note = this.#told(file, before, cleaned);
      if (file.size > Number(this.words.uploadMost)) throw new Refused(this.words.textTooLarge.replace("{size}", sizeText(file.size)));
      const told = await transfer(file, {
        address: this.words.upload, stop, fields: () => this.#fields(),
        tell: (state, share) => {
          if (share !== undefined) bar.value = share;
          const text = state === "waiting" ? this.words.textWaiting : this.words.textSending;
          status.textContent = `${text.replace("{share}", Math.round(bar.value * 100))} ${note}`.trim();
        },
      });
      bar.remove();
      status.textContent = `${this.words.textDone} ${note}`.trim();
      row.dataset.uploadRow = "done";
      document.querySelector("[data-evidence-list]").innerHTML = told.list;
      this.form.dispatchEvent(new CustomEvent("draft:version", { detail: told }));
    } catch (error) {
      if (stop.aborted) return;
      bar.remove();
      row.dataset.uploadRow = "failed";
      status.className = "r-field__error";
      status.textContent = error instanceof SignedOut ? this.words.textSignedOut : error instanceof Refused ? error.message || this.words.textFailed : this.words.textFailed;
    }
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
