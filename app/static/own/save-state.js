// The words beside an autosaved form: not yet saved, saving, saved, or failed. The form names the element: data-save-state="#id".
// The words themselves come from the page (data-saving, data-saved, data-failed), so they are in its language.

import { markSaved } from "./forms.js";

function show(target, state) {
  target.dataset.state = state;
  target.textContent = target.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
}

export function bindSaveState(scope) {
  for (const form of scope.querySelectorAll("[data-save-state]:not([data-save-bound])")) {
    form.setAttribute("data-save-bound", "");
    const target = () => document.querySelector(form.dataset.saveState);
    form.addEventListener("input", () => target()?.dataset.textUnsaved && show(target(), "unsaved"));
    form.addEventListener("htmx:beforeRequest", () => target() && show(target(), "saving"));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (!target()) return;
      // htmx counts a 409 or 422 as successful, because the page shows what it answers; saved it is not.
      const saved = event.detail.successful && event.detail.xhr.status < 400;
      show(target(), saved ? "saved" : "failed");
      if (saved) markSaved(form);
    });
  }
}
