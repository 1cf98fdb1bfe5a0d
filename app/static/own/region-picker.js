// Completes names of governments while one types and goes straight to the chosen one.
// Without JavaScript the box is an ordinary search field of the form around it.

/* global accessibleAutocomplete */

import { wordsOf } from "./words.js";

const { say } = wordsOf("picker");

function addressOf(place, code) {
  if (place.dataset.byQuery) return `${place.dataset.page}?pemerintah=${encodeURIComponent(code)}`;
  return `${place.dataset.page}/${encodeURIComponent(code)}`;
}

function bind(place) {
  const field = place.querySelector("input");
  const label = place.querySelector("label");
  if (!field || !label || typeof accessibleAutocomplete === "undefined") return;
  const box = document.createElement("div");
  box.className = "r-picker";
  field.replaceWith(box);
  let latest = 0;
  accessibleAutocomplete({
    element: box,
    id: field.id,
    name: field.name,
    defaultValue: field.value,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: "overlay",
    templates: {
      inputValue: (found) => (found ? found.name : ""),
      suggestion: (found) => {
        const line = document.createElement("span");
        line.textContent = `${found.name} (${found.code})`;
        return line.innerHTML;
      },
    },
    tNoResults: () => say("none"),
    tStatusQueryTooShort: (least) => say("more", { least }),
    tStatusNoResults: () => say("none"),
    tStatusResults: (count) => say("found", { count }),
    tStatusSelectedOption: (found, count, index) => say("selected", { option: found?.name ?? "", count, place: index + 1 }),
    tAssistiveHint: () => say("hint"),
    source: async (query, show) => {
      const mine = ++latest;
      const answer = await fetch(`${place.dataset.source}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
      if (answer.ok && mine === latest) show(await answer.json());
    },
    onConfirm: (found) => {
      if (found) window.location.assign(addressOf(place, found.code));
    },
  });
}

document.querySelectorAll("[data-region-picker]").forEach(bind);
