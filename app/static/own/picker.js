// Turns a long <select data-picker> (552 governments) into a box that finds while one types. Without JavaScript: the list.
// accessible-autocomplete comes first as an ordinary script.

import { wordsOf } from "./words.js";

const { say } = wordsOf("picker");

for (const select of document.querySelectorAll("select[data-picker]")) {
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "",
    minLength: 2,
    autoselect: false,
    showAllValues: select.options.length <= 20,
    placeholder: select.dataset.picker,
    inputClasses: "form-control",
    tNoResults: () => say("none"),
    tStatusQueryTooShort: (least) => say("more", { least }),
    tStatusNoResults: () => say("none"),
    tStatusSelectedOption: (option, count, index) => say("selected", { option, count, place: index + 1 }),
    tStatusResults: (count) => say("found", { count }),
    tAssistiveHint: () => say("hint"),
  });
}
