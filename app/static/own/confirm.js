// Lifts the panel of a <details data-confirm> into a modal <dialog>; focus goes in, Escape and "Batal" bring it back.

export function bindConfirm(scope) {
  for (const details of scope.querySelectorAll("details[data-confirm]:not([data-bound])")) {
    details.setAttribute("data-bound", "");
    const summary = details.querySelector("summary");
    const panel = details.querySelector(".r-confirm__panel");
    const title = panel.querySelector(".r-confirm__title");
    const dialog = document.createElement("dialog");
    dialog.className = "r-dialog";
    dialog.setAttribute("aria-label", title.textContent);
    summary.setAttribute("role", "button");
    summary.setAttribute("aria-haspopup", "dialog");
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      if (!dialog.isConnected) {
        dialog.append(panel);
        details.after(dialog);
      }
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    dialog.addEventListener("close", () => summary.focus());
  }
}
