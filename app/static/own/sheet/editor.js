// The box inside the cell that is being written.

import { draw } from "./model.js";

const LISTS = ["fund_source", "responsible_unit_id", "indicator_id"];
const ONE_LINE = /^(targets|budgets|quarters)_|^(unit_of_measure|baseline|budget_code|complaint_category)$/;

export class Editor {
  /** `done(text, move)`: text null when nothing is to be kept; move stay, leave, down, up, right, left. */
  constructor(sheet, done) {
    this.sheet = sheet;
    this.done = done;
    this.cell = null;
  }

  open(cell, begin) {
    const several = !LISTS.includes(cell.key) && !ONE_LINE.test(cell.key);
    const box = document.createElement(several ? "textarea" : "input");
    box.className = "r-sheet__editor form-control";
    box.setAttribute("aria-label", `${cell.label}, ${this.sheet.dataset.textRow} ${cell.row.label}`);
    box.autocomplete = "off";
    box.value = begin ?? cell.text;
    if (several) box.rows = 4;
    if (LISTS.includes(cell.key)) box.setAttribute("list", `pilihan-${cell.key}`);
    if (/^(targets|budgets)_/.test(cell.key)) box.inputMode = "decimal";
    box.addEventListener("blur", () => this.close());
    this.cell = cell;
    this.box = box;
    cell.td.replaceChildren(box);
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  key(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "Enter" && event.altKey && this.box.tagName === "TEXTAREA") {
      this.box.setRangeText("\n", this.box.selectionStart, this.box.selectionEnd, "end");
    } else if (key === "Enter") this.#end(this.box.value, event.shiftKey ? "up" : "down");
    else if (key === "Tab") this.#end(this.box.value, event.shiftKey ? "left" : "right");
    else if (key === "Escape") this.#end(null, "stay");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keep what is written and leave the focus where it goes. */
  close() {
    if (this.cell) this.#end(this.box.value, "leave");
  }

  #end(text, move) {
    const { cell } = this;
    this.cell = null;
    draw(cell);
    this.done(text, move, cell);
  }
}
