// A chosen text goes below what was typed, without asking the server; without this script the button sends the form.
export function bindInsert(scope) {
  for (const button of scope.querySelectorAll("[data-insert-from]:not([data-bound])")) {
    button.setAttribute("data-bound", "");
    button.addEventListener("click", (event) => {
      const text = document.getElementById(button.dataset.insertFrom)?.selectedOptions[0]?.dataset.text;
      const box = document.getElementById(button.dataset.insertInto);
      event.preventDefault();
      if (!text || !box) return;
      box.value = box.value.trim() ? `${box.value.trim()}\n\n${text}` : text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
  }
}
