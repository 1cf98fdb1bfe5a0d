// Sending what changed, a little after the last change; one request at a time. Nothing that was written is ever dropped.

import { announce } from "../renaksi.js";

const PAUSE = 800; // milliseconds after the last change
const MOST = 500; // cells in one request

export class Saving {
  constructor(model, sheet) {
    this.model = model;
    this.sheet = sheet;
    this.state = sheet.querySelector("[data-sheet-state]");
    this.busy = false;
    model.listen(() => this.soon());
    sheet.querySelector("[data-sheet-save]").addEventListener("click", () => this.now());
    addEventListener("online", () => this.soon());
    addEventListener("beforeunload", (event) => { if (model.unsaved.length) event.preventDefault(); });
    this.#tell("saved");
  }

  soon() {
    clearTimeout(this.timer);
    if (this.model.waiting.length) this.#tell("waiting");
    else this.#settled();
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    clearTimeout(this.timer);
    const cells = this.model.waiting.slice(0, MOST);
    if (this.busy) return;
    if (!cells.length) { this.#settled(); return; }
    this.busy = true;
    this.#tell("saving");
    const answer = await this.#send(cells);
    this.busy = false;
    if (!answer) return;
    for (const [line, version] of Object.entries(answer.versions)) {
      const row = this.model.rows.find((found) => found.line === line);
      if (row) row.version = version;
    }
    for (const told of answer.cells) {
      const cell = this.model.cell(told.line, told.cell);
      if (cell) this.model.answered(cell, told);
    }
    for (const [line, texts] of Object.entries(answer.lines)) this.model.refreshed(line, texts);
    this.model.sum();
    this.#showConflicts();
    if (this.model.waiting.length) this.soon();
    else this.#settled();
  }

  async #send(cells) {
    try {
      const response = await fetch(this.sheet.dataset.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
        body: JSON.stringify({
          cells: cells.map((cell) => ({ line: cell.row.line, version: cell.row.version, cell: cell.key, text: cell.text, seen: cell.saved })),
        }),
      });
      if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
        this.#tell(response.redirected || response.status === 400 ? "signedOut" : "failed");
        return null;
      }
      const answer = await response.json();
      if (!answer.locked) return answer;
      this.state.dataset.state = "failed";
      this.state.textContent = answer.locked;
    } catch {
      this.#tell("failed");
    }
    return null;
  }

  #settled() {
    if (this.busy) return;
    const unsaved = this.model.unsaved;
    if (unsaved.some((cell) => cell.conflict)) this.#tell("conflict");
    else this.#tell(unsaved.length ? "refused" : "saved");
  }

  #tell(state) {
    const text = this.sheet.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`];
    this.state.dataset.state = { saved: "saved", saving: "saving", waiting: "unsaved" }[state] ?? "failed";
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  #showConflicts() {
    const place = this.sheet.querySelector("[data-sheet-conflicts]");
    const before = place.childElementCount;
    place.replaceChildren(...this.model.cells.filter((cell) => cell.conflict).map((cell) => this.#conflict(cell)));
    if (place.childElementCount > before) announce(this.sheet.dataset.textConflict);
  }

  #conflict(cell) {
    const words = this.sheet.dataset;
    const card = make("section", "r-alert r-alert--warning r-sheet__conflict");
    const body = make("div");
    const title = make("strong", "", `${cell.label}, ${words.textRow} ${cell.row.label}: ${cell.conflict.message}`);
    const texts = make("dl");
    for (const [label, text] of [[words.textMine, cell.text], [words.textTheirs, cell.conflict.theirs]]) {
      texts.append(make("dt", "", label), make("dd", "", text || words.textEmpty));
    }
    const mine = make("button", "btn btn-secondary btn-sm", words.textTakeMine);
    const theirs = make("button", "btn btn-secondary btn-sm", words.textTakeTheirs);
    for (const [button, keepMine] of [[mine, true], [theirs, false]]) {
      button.type = "button";
      button.addEventListener("click", () => {
        this.model.settle(cell, keepMine);
        this.#showConflicts();
        this.now();
      });
    }
    const buttons = make("div", "r-row");
    buttons.append(mine, theirs);
    body.append(title, texts, buttons);
    card.append(body);
    return card;
  }
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
