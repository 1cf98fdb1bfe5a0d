// The matrix as a sheet, where the screen is wide enough for one. Without this file each row leads to its form.

import { Grid } from "./grid.js";
import { Model } from "./model.js";
import { Saving } from "./saving.js";

const sheet = document.querySelector("[data-sheet]");

if (sheet && matchMedia("(min-width: 48rem)").matches) {
  const model = new Model(sheet);
  sheet.classList.add("r-sheet--live");
  document.querySelector(".r-sheet__plain")?.setAttribute("hidden", "");
  sheet.querySelector("[data-sheet-bar]").hidden = false;
  const grid = new Grid(model, sheet);
  new Saving(model, sheet);
  sheet.querySelector("[data-sheet-undo]").addEventListener("click", () => grid.step("undo"));
  sheet.querySelector("[data-sheet-redo]").addEventListener("click", () => grid.step("redo"));
  sheet.querySelector("[data-sheet-fill]").addEventListener("click", () => grid.fill());
}
