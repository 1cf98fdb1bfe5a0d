// What makes the pages pleasant; every page works without it.
// Each part finds its elements by a data attribute and is bound again to whatever htmx puts into the page.

import { bindConfirm } from "./confirm.js";
import { bindDrop } from "./drop.js";
import { bindFileSize } from "./file-size.js";
import { bindSaveState } from "./save-state.js";
import { bindForms } from "./forms.js";
import { bindInsert } from "./insert.js";
import { bindSignOut, dropPagesOfOthers } from "./drafts/leaving.js";
import { bindDrafts } from "./drafts/form.js";
import { bindWords } from "./drafts/words.js";
import { fillShelf } from "./drafts/shelf.js";
import { watchDrafts } from "./drafts/waiting.js";
import { bindTerms } from "./terms.js";
import { bindUploads } from "./uploads/panel.js";
import { watchFiles } from "./uploads/waiting.js";

const root = document.documentElement;
root.classList.add("r-scripted");

/** Say something to screen readers without moving the focus. */
export function announce(text) {
  const region = document.getElementById("pengumuman");
  if (region) region.textContent = text;
}

function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// Every htmx request carries the CSRF token, also from buttons outside a form.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

// An error answer is a small alert: show it at the top of the page and read it out.
document.addEventListener("htmx:responseError", (event) => {
  const text = event.detail.xhr.responseText;
  const fragment = new DOMParser().parseFromString(text, "text/html").querySelector(".r-alert");
  const place = document.querySelector(".r-head");
  if (!fragment || !place) return;
  document.querySelectorAll("[data-htmx-error]").forEach((old) => old.remove());
  fragment.setAttribute("data-htmx-error", "");
  place.after(fragment);
  fragment.scrollIntoView({ block: "center" });
});
document.addEventListener("htmx:sendError", () => announce(document.getElementById("pengumuman")?.dataset.offline ?? ""));

// Menus in the header: one open at a time, closed by Escape or a click elsewhere.
function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-menu][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

function bind(scope) {
  bindSignOut(scope);
  bindUploads(scope);
  bindDrafts(scope);
  bindForms(scope);
  bindWords(scope);
  bindConfirm(scope);
  bindDrop(scope);
  bindFileSize(scope);
  bindInsert(scope);
  bindSaveState(scope);
  bindTerms(scope);
}

bind(document);
document.addEventListener("htmx:load", (event) => bind(event.detail.elt));
dropPagesOfOthers();
watchDrafts();
watchFiles();
fillShelf();
document.querySelector("[data-focus-on-load]")?.focus();
// On a wide screen the menu is always shown; browsers that cannot do that in CSS get it opened.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 62rem)").matches) {
  document.querySelector("[data-nav]")?.setAttribute("open", "");
}
