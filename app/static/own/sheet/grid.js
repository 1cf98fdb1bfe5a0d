// Moving, selecting and writing in the sheet with keyboard, mouse and clipboard.

import { announce } from "../renaksi.js";
import { Editor } from "./editor.js";
import { readBlock, writeBlock } from "./text.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  constructor(model, sheet) {
    this.model = model;
    this.sheet = sheet;
    this.table = sheet.querySelector("[data-sheet-grid]");
    this.places = new Map(model.cells.map((cell) => [cell.td, cell]));
    this.editor = new Editor(sheet, (text, move) => this.#written(text, move));
    this.#prepare();
    this.at(model.rows[0].cells[0], { focus: false });
    this.table.addEventListener("keydown", (event) => this.#key(event));
    this.table.addEventListener("pointerdown", (event) => this.#press(event));
    this.table.addEventListener("pointerover", (event) => this.#drag(event));
    this.table.addEventListener("dblclick", (event) => this.#double(event));
    this.table.addEventListener("copy", (event) => this.#copy(event));
    this.table.addEventListener("cut", (event) => { this.#copy(event); if (!this.editor.cell) this.clear(); });
    this.table.addEventListener("paste", (event) => this.#paste(event));
  }

  #prepare() {
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-multiselectable", "true");
    for (const cell of this.model.cells) {
      cell.td.tabIndex = -1;
      cell.td.setAttribute("aria-selected", "false");
    }
    for (const row of this.model.rows) row.element.querySelector("th a").tabIndex = -1;
  }

  /** Go to a cell; with `extend` the selection reaches from where it began to there. */
  at(cell, { extend = false, focus = true } = {}) {
    if (this.active) this.active.td.tabIndex = -1;
    this.active = cell;
    if (!extend) this.anchor = cell;
    cell.td.tabIndex = 0;
    if (focus) cell.td.focus();
    this.#mark();
  }

  get range() {
    const rows = [this.anchor.row.number, this.active.row.number];
    const columns = [this.anchor.column, this.active.column];
    return { top: Math.min(...rows), bottom: Math.max(...rows), left: Math.min(...columns), right: Math.max(...columns) };
  }

  #selected() {
    const { top, bottom, left, right } = this.range;
    return this.model.rows.slice(top, bottom + 1).map((row) => row.cells.slice(left, right + 1));
  }

  #mark() {
    for (const td of this.table.querySelectorAll('[aria-selected="true"]')) td.setAttribute("aria-selected", "false");
    for (const cell of this.#selected().flat()) cell.td.setAttribute("aria-selected", "true");
  }

  #move(down, right, options) {
    const row = this.model.rows[this.active.row.number + down];
    const cell = row?.cells[this.active.column + right];
    if (cell) this.at(cell, options);
    else if (right < 0 && this.active.column === 0) this.active.row.element.querySelector("th a").focus();
    return Boolean(cell);
  }

  /** Tab goes on through the rows; past the first and the last cell it leaves the sheet as anywhere else. */
  #tab(back) {
    const all = this.model.cells;
    const next = all[all.indexOf(this.active) + (back ? -1 : 1)];
    if (next) this.at(next);
    return Boolean(next);
  }

  #key(event) {
    if (this.editor.cell) { this.editor.key(event); return; }
    if (event.target.closest("th")) { this.#rowKey(event); return; }
    if (!this.places.has(event.target)) return;
    if (this.#command(event) || this.#navigation(event)) event.preventDefault();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.edit(event.key);
      event.preventDefault();
    }
  }

  #rowKey(event) {
    const row = this.model.rows.find((found) => found.element === event.target.closest("tr"));
    const [down, right] = ARROWS[event.key] ?? [0, 0];
    if (!row || (!down && right <= 0)) return;
    event.preventDefault();
    if (right) this.at(row.cells[0]);
    else this.model.rows[row.number + down]?.element.querySelector("th a").focus();
  }

  #command(event) {
    if (!event.ctrlKey && !event.metaKey) return false;
    const key = event.key.toLowerCase();
    if (key === "z") return this.step(event.shiftKey ? "redo" : "undo");
    if (key === "y") return this.step("redo");
    if (key === "d") return this.fill();
    if (key === "home") { this.at(this.model.rows[0].cells[0]); return true; }
    if (key === "end") { this.at(this.model.rows.at(-1).cells.at(-1)); return true; }
    return false;
  }

  #navigation(event) {
    const arrow = ARROWS[event.key];
    if (arrow) { this.#move(...arrow, { extend: event.shiftKey }); return true; }
    switch (event.key) {
      case "Tab": return this.#tab(event.shiftKey);
      case "Enter":
      case "F2": this.edit(); return true;
      case "Home": this.at(this.active.row.cells[0], { extend: event.shiftKey }); return true;
      case "End": this.at(this.active.row.cells.at(-1), { extend: event.shiftKey }); return true;
      case "Delete":
      case "Backspace": this.clear(); return true;
      case "Escape": this.sheet.querySelector("[data-sheet-save]").focus(); return true;
      default: return false;
    }
  }

  edit(begin = null) {
    this.at(this.active);
    this.editor.open(this.active, begin);
  }

  #written(text, move) {
    const cell = this.active;
    if (text !== null) this.model.write([[cell, text]]);
    if (move === "stay") { cell.td.focus(); return; }
    if (move === "leave") return;
    if (move === "right" || move === "left") { if (!this.#tab(move === "left")) cell.td.focus(); return; }
    if (!this.#move(move === "down" ? 1 : -1, 0)) cell.td.focus();
  }

  step(way) {
    const cell = this.model[way]();
    if (cell) this.at(cell);
    return true;
  }

  clear() {
    this.model.write(this.#selected().flat().map((cell) => [cell, ""]));
  }

  /** The first row of the selection into the others; of a single row: the one above into it. */
  fill() {
    const { top, bottom, left, right } = this.range;
    const from = this.model.rows[top === bottom ? top - 1 : top];
    if (!from) return true;
    const below = this.model.rows.slice(top === bottom ? top : top + 1, bottom + 1);
    this.model.write(below.flatMap((row) => row.cells.slice(left, right + 1).map((cell) => [cell, from.cells[cell.column].text])));
    return true;
  }

  #press(event) {
    const cell = this.places.get(event.target.closest("td"));
    if (!cell || this.editor.cell === cell || event.button) return;
    this.editor.close();
    this.at(cell, { extend: event.shiftKey });
    event.preventDefault();
  }

  #drag(event) {
    const cell = this.places.get(event.target.closest("td"));
    if (cell && event.buttons === 1 && !this.editor.cell && event.pointerType === "mouse") this.at(cell, { extend: true });
  }

  #double(event) {
    if (this.places.has(event.target.closest("td")) && !this.editor.cell) this.edit();
  }

  #copy(event) {
    if (this.editor.cell || !this.places.has(event.target.closest("td"))) return;
    event.clipboardData.setData("text/plain", writeBlock(this.#selected().map((row) => row.map((cell) => cell.text))));
    event.preventDefault();
    announce(this.sheet.dataset.textCopied);
  }

  #paste(event) {
    if (this.editor.cell || !this.places.has(event.target.closest("td"))) return;
    event.preventDefault();
    const block = readBlock(event.clipboardData.getData("text/plain"));
    const { top, left } = this.range;
    if (block.length === 1 && block[0].length === 1) {
      this.model.write(this.#selected().flat().map((cell) => [cell, block[0][0]]));
      return;
    }
    const changes = [];
    let outside = 0;
    block.forEach((texts, down) => texts.forEach((text, right) => {
      const cell = this.model.rows[top + down]?.cells[left + right];
      if (cell) changes.push([cell, text]);
      else if (text.trim()) outside += 1;
    }));
    this.model.write(changes);
    this.at(this.model.rows[top].cells[left], { focus: false });
    if (changes.length) this.at(changes.at(-1)[0], { extend: true });
    const note = this.sheet.querySelector("[data-sheet-note]");
    note.textContent = outside ? `${outside} ${this.sheet.dataset.textOutside}` : "";
  }
}
