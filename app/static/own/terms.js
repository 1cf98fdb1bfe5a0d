// A word that the glossary knows opens its meaning at the lower edge, above the thumb. Without JavaScript: a link.

let opened = null; // [the word, its box]

function close(giveBack) {
  if (!opened) return;
  const [word, box] = opened;
  opened = null;
  box.remove();
  word.setAttribute("aria-expanded", "false");
  if (giveBack) word.focus();
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function open(word) {
  const box = element("span", "r-meaning", "");
  const told = element("span", "r-meaning__text", "");
  const away = element("button", "btn btn-secondary", document.getElementById("pengumuman")?.dataset.closeWord ?? "×");
  told.append(element("strong", "", word.dataset.term), ` ${word.dataset.meaning}`);
  box.lang = document.documentElement.lang;
  away.type = "button";
  away.addEventListener("click", (event) => {
    event.preventDefault();
    close(true);
  });
  box.append(told, away);
  word.after(box); // beside its word in the document, so that the Tab key comes to it next
  word.setAttribute("aria-expanded", "true");
  opened = [word, box];
  const region = document.getElementById("pengumuman");
  if (region) region.textContent = told.textContent;
}

document.addEventListener("click", (event) => {
  const word = event.target.closest?.("a.r-term");
  if (!word) {
    if (!event.target.closest?.(".r-meaning")) close(false);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the page of all words, in another tab
  event.preventDefault();
  const again = opened?.[0] === word;
  close(false);
  if (!again) open(word);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) close(true);
  if (event.key === " " && event.target.matches?.("a.r-term")) {
    event.preventDefault();
    event.target.click();
  }
});

export function bindTerms(scope) {
  for (const word of scope.querySelectorAll("a.r-term:not([role])")) {
    word.setAttribute("role", "button");
    word.setAttribute("aria-expanded", "false");
  }
}
