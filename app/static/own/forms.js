// Forms: no double submit, and a warning before leaving text that was not sent.

const unsaved = new Set();

addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
// Coming back with the browser's back button must not find dead buttons.
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy='true']").forEach(release));

function release(button) {
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
}

/** The form's text is kept elsewhere now (autosave): leaving is safe. */
export function markSaved(form) {
  unsaved.delete(form);
}

export function bindForms(scope) {
  for (const form of scope.querySelectorAll("form[method='post']:not([data-bound])")) {
    form.setAttribute("data-bound", "");
    if (form.hasAttribute("data-warn-unsaved")) {
      form.addEventListener("input", () => unsaved.add(form));
    }
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent === "yes" && !form.hasAttribute("hx-post")) {
        event.preventDefault();
        return;
      }
      unsaved.delete(form);
      if (form.hasAttribute("hx-post") || form.hasAttribute("data-many") || event.submitter?.hasAttribute("data-many")) return;
      form.dataset.sent = "yes";
      // The button is only marked: a disabled one would not send its own name and value.
      event.submitter?.setAttribute("aria-busy", "true");
      event.submitter?.setAttribute("aria-disabled", "true");
      setTimeout(() => {
        delete form.dataset.sent;
        if (event.submitter) release(event.submitter);
      }, 8000);
    });
  }
  addEventListener("pageshow", () => scope.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent), { once: true });
}
