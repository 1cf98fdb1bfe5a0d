// Turns a long <select data-picker> (552 governments) into a box that finds while one types. Without JavaScript: the list.
// accessible-autocomplete comes first as an ordinary script.

const english = document.documentElement.lang === "en";

for (const select of document.querySelectorAll("select[data-picker]")) {
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "",
    minLength: 2,
    autoselect: false,
    showAllValues: select.options.length <= 20,
    placeholder: select.dataset.picker,
    inputClasses: "form-control",
    tNoResults: () => (english ? "Nothing found" : "Tidak ditemukan"),
    tStatusQueryTooShort: (least) => (english ? `Type ${least} or more characters` : `Ketik ${least} huruf atau lebih`),
    tStatusNoResults: () => (english ? "Nothing found" : "Tidak ditemukan"),
    tStatusSelectedOption: (option, count, index) =>
      english ? `${option}, ${index + 1} of ${count}` : `${option}, ${index + 1} dari ${count}`,
    tStatusResults: (count) => (english ? `${count} found` : `${count} ditemukan`),
    tAssistiveHint: () =>
      english ? "Use the arrow keys to choose and Enter to accept." : "Gunakan tombol panah untuk memilih dan Enter untuk menerima.",
  });
}
