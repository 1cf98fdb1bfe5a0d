// A box that takes a dropped file and hands it to the file field inside.

export function bindDrop(scope) {
  for (const box of scope.querySelectorAll("[data-drop]:not([data-bound])")) {
    box.setAttribute("data-bound", "");
    const input = box.querySelector("input[type='file']");
    const mark = (over) => box.classList.toggle("r-drop--over", over);
    box.addEventListener("dragover", (event) => {
      event.preventDefault();
      mark(true);
    });
    box.addEventListener("dragleave", () => mark(false));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
  }
}
