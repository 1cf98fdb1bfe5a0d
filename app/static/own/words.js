// Words that a script says, in the language of the page: <meta name="words-of-…"> carries them from the catalogue.

/** The words of one part of the page: say(name, blanks) fills "{count}" and its like; a name nobody knows says nothing. */
export function wordsOf(part) {
  const carried = document.querySelector(`meta[name="words-of-${part}"]`);
  const words = carried ? JSON.parse(carried.content) : {};
  const say = (name, blanks = {}) => (words[name] ?? "").replace(/\{(\w+)\}/g, (_, blank) => String(blanks[blank] ?? ""));
  return { words, say };
}
