// Turns <textarea data-rich-text> into a Trix editor. Without JavaScript the textarea itself is edited (as simple HTML).
// Trix comes first as an ordinary script; files cannot be dropped in: evidence has its own place.

import { wordsOf } from "./words.js";

// Each editor draws its toolbar from these words, so they must be there before the first one is made.
Object.assign(window.Trix.config.lang, wordsOf("editor").words);

function bind(area, place) {
  const input = document.createElement("input");
  const editor = document.createElement("trix-editor");
  input.type = "hidden";
  input.name = area.name;
  input.id = `rich-text-${place}`;
  input.value = area.value;
  editor.setAttribute("input", input.id);
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.className = "r-rich-text";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
  }
  const label = document.querySelector(`label[for="${area.id}"]`);
  if (label) {
    label.id ||= `${area.id}-label`;
    editor.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.focus());
  }
  area.hidden = true;
  area.removeAttribute("name");
  area.removeAttribute("required");
  // Code would be taken out on saving: there is none in an action plan.
  editor.addEventListener("trix-initialize", () => {
    editor.toolbarElement.querySelector("[data-trix-attribute=code]")?.remove();
  });
  area.after(input, editor);
  editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  // The form's own listeners (unsaved text, autosave) hear of changes as of any other field.
  editor.addEventListener("trix-change", () => input.dispatchEvent(new Event("input", { bubbles: true })));
}

document.querySelectorAll("textarea[data-rich-text]").forEach(bind);

// Buttons beside the editor put their words where the caret is.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const editor = button && document.querySelector("trix-editor");
  if (!editor) return;
  editor.editor.insertString(button.dataset.insert);
  editor.focus();
});
