// Files that the server would refuse for their size are named beside their field and not sent: what was typed stays.
// The box says how much a file and a request may have (data-max-file, data-max-request, in bytes), and in which words.

const ROOM_FOR_TEXT = 256 * 1024; // of a request: the other fields and what separates them

export function sizeText(bytes) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return `${format.format(bytes / (1024 * 1024))} MB`;
}

/** What is wrong with the chosen files, in words; empty when nothing is. */
function complaint(box, files) {
  const words = (text, name, size, limit) =>
    text.replace("{name}", name).replace("{size}", sizeText(size)).replace("{limit}", sizeText(limit));
  const most = Math.min(Number(box.dataset.maxFile), Number(box.dataset.maxRequest) - ROOM_FOR_TEXT);
  const large = files.find((file) => file.size > most);
  if (large) return words(box.dataset.fileTooLarge, large.name, large.size, Number(box.dataset.maxFile));
  const together = files.reduce((sum, file) => sum + file.size, 0);
  const limit = Number(box.dataset.maxRequest);
  return together > limit - ROOM_FOR_TEXT ? words(box.dataset.filesTooLarge, "", together, limit) : "";
}

function show(input, text) {
  const id = `${input.id}-size`;
  document.getElementById(id)?.remove();
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  if (text) {
    const note = document.createElement("div");
    note.id = id;
    note.className = "r-field__error";
    note.setAttribute("role", "alert");
    note.textContent = text;
    input.before(note);
    described.push(id);
  }
  if (described.length) input.setAttribute("aria-describedby", described.join(" "));
  else input.removeAttribute("aria-describedby");
  input.setAttribute("aria-invalid", String(Boolean(text)));
  input.closest(".r-field")?.classList.toggle("r-field--error", Boolean(text));
}

export function bindFileSize(scope) {
  for (const box of scope.querySelectorAll("[data-max-file]:not([data-size-bound])")) {
    box.setAttribute("data-size-bound", "");
    const input = box.querySelector("input[type='file']");
    const judge = () => complaint(box, [...input.files]);
    input.addEventListener("change", () => show(input, judge()));
    // Before the form's own listeners, which would take it for sent.
    input.form?.addEventListener(
      "submit",
      (event) => {
        const text = judge();
        if (!text) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        show(input, text);
        input.focus();
      },
      { capture: true },
    );
  }
}
