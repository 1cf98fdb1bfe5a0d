// The cells of the sheet: the text a person sees, the text that the server has, and what may be undone.

import { grouped, rupiah } from "./text.js";

export class Model {
  constructor(sheet) {
    this.sheet = sheet;
    this.rows = [...sheet.querySelectorAll("tr[data-line]")].map((element, number) => this.#row(element, number));
    this.undone = [];
    this.done = [];
    this.listeners = [];
  }

  #row(element, number) {
    const row = { element, number, line: element.dataset.line, version: Number(element.dataset.version) };
    row.label = element.querySelector("th a").firstChild.textContent.trim();
    row.sum = element.querySelector("[data-row-sum]");
    row.cells = [...element.querySelectorAll("td[data-cell]")].map((td, column) => ({
      td, row, column, clipped: Boolean(td.querySelector(".r-sheet__clip")), key: td.dataset.cell, label: td.dataset.label,
      text: td.textContent, saved: td.textContent, refused: null, fault: "", conflict: null, note: td.dataset.note ?? "",
    }));
    return row;
  }

  get cells() {
    return this.rows.flatMap((row) => row.cells);
  }

  cell(line, key) {
    return this.rows.find((row) => row.line === line)?.cells.find((cell) => cell.key === key);
  }

  /** What is written and not yet with the server; what it refused waits until it reads otherwise. */
  get waiting() {
    return this.cells.filter((cell) => cell.text !== cell.saved && !cell.conflict && cell.text !== cell.refused);
  }

  get unsaved() {
    return this.cells.filter((cell) => cell.text !== cell.saved);
  }

  listen(listener) {
    this.listeners.push(listener);
  }

  /** Write texts into cells as one step that can be undone: [[cell, text], …]. */
  write(changes) {
    const step = changes.filter(([cell, text]) => cell.text !== text).map(([cell, text]) => ({ cell, before: cell.text, after: text }));
    if (!step.length) return;
    this.done.push(step);
    this.undone = [];
    this.#put(step.map(({ cell, after }) => [cell, after]));
  }

  undo() {
    return this.#step(this.done, this.undone, "before");
  }

  redo() {
    return this.#step(this.undone, this.done, "after");
  }

  #step(from, to, side) {
    const step = from.pop();
    if (!step) return null;
    to.push(step);
    this.#put(step.map((change) => [change.cell, change[side]]));
    return step[0].cell;
  }

  #put(changes) {
    for (const [cell, text] of changes) {
      cell.text = text;
      if (cell.text !== cell.refused) cell.fault = "";
      show(cell);
    }
    this.sum();
    this.listeners.forEach((listener) => listener());
  }

  /** What the server says of a cell that was sent as `mine`. What was written meanwhile stays and is sent next. */
  answered(cell, { outcome, mine, text, message, note }) {
    const untouched = cell.text === mine;
    if (outcome === "accepted") {
      cell.saved = text;
      cell.note = note;
      if (untouched) Object.assign(cell, { text, refused: null, fault: "", conflict: null });
    } else if (outcome === "conflict") {
      cell.conflict = { theirs: text, message };
    } else {
      if (outcome === "refused") cell.saved = text;
      cell.refused = mine;
      if (untouched) cell.fault = message;
    }
    show(cell);
  }

  /** Cells of a line that somebody else changed: shown anew where nothing of one's own waits. */
  refreshed(line, texts) {
    for (const [key, text] of Object.entries(texts)) {
      const cell = this.cell(line, key);
      if (!cell || cell.text !== cell.saved || cell.conflict) continue;
      cell.text = text;
      cell.saved = text;
      show(cell);
    }
  }

  /** One's own text goes on against the one that is stored now; or it gives way, which can be undone. */
  settle(cell, keepMine) {
    cell.saved = cell.conflict.theirs;
    cell.conflict = null;
    cell.refused = null;
    if (keepMine) { show(cell); this.listeners.forEach((listener) => listener()); } else this.write([[cell, cell.saved]]);
    show(cell);
  }

  sum() {
    let whole = 0n;
    for (const foot of this.sheet.querySelectorAll("[data-sum]")) {
      const here = this.rows.reduce((sum, row) => sum + rupiah(row.cells.find((cell) => cell.key === foot.dataset.sum).text), 0n);
      const all = here + BigInt(foot.dataset.other);
      foot.textContent = grouped(all);
      whole += all;
    }
    for (const row of this.rows) {
      row.sum.textContent = grouped(row.cells.filter((cell) => cell.key.startsWith("budgets_")).reduce((sum, cell) => sum + rupiah(cell.text), 0n));
    }
    this.sheet.querySelector("[data-whole-sum]").textContent = grouped(whole);
  }
}

/** Put the cell's text into the page, with what is wrong with it; a long text is clipped until it is written in. */
export function draw(cell) {
  const text = cell.clipped ? document.createElement("span") : document.createTextNode(cell.text);
  if (cell.clipped) {
    text.className = "r-sheet__clip";
    text.textContent = cell.text;
  }
  cell.td.replaceChildren(text);
  // A hint beside what is saved, such as a code that the nomenclature does not know.
  if (cell.note && cell.text === cell.saved) cell.td.dataset.note = cell.note;
  else delete cell.td.dataset.note;
  if (!cell.fault) return;
  const told = document.createElement("span");
  told.className = "r-sheet__fault";
  told.textContent = cell.fault;
  cell.td.append(told);
}

function show(cell) {
  const { td } = cell;
  if (!td.querySelector(".r-sheet__editor")) draw(cell);
  td.toggleAttribute("data-unsaved", cell.text !== cell.saved);
  td.toggleAttribute("data-conflict", Boolean(cell.conflict));
  if (cell.fault) td.setAttribute("aria-invalid", "true");
  else td.removeAttribute("aria-invalid");
}
