// What the sheet understands of texts: blocks as spreadsheets put them on the clipboard, and rupiah as Indonesians write it.

/** Rows of cells of a block from a spreadsheet: tabs between cells; quotes around a cell that holds a tab, a line or a quote. */
export function readBlock(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let place = 0; place < source.length; place += 1) {
    const sign = source[place];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[place + 1] === '"') { cell += sign; place += 1; }
      else quoted = false;
    } else if (sign === '"' && cell === "" && closes(source, place)) quoted = true;
    else if (sign === "\t") { rows.at(-1).push(cell); cell = ""; }
    else if (sign === "\n") { rows.at(-1).push(cell); rows.push([]); cell = ""; }
    else cell += sign;
  }
  rows.at(-1).push(cell);
  return rows;
}

// A quote opens a cell only if another one ends it just before a tab, a line or the end: “"Halo" kata dia” is a plain text.
function closes(source, start) {
  for (let place = start + 1; place < source.length; place += 1) {
    if (source[place] !== '"') continue;
    if (source[place + 1] === '"') place += 1;
    else return place + 1 === source.length || "\t\n".includes(source[place + 1]);
  }
  return false;
}

/** The block that `readBlock` reads back. */
export function writeBlock(rows) {
  return rows.map((row) => row.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");
}

/** Whole rupiah as BigInt, twenty digits and more; 0 for what is empty or no amount: the server says what is wrong with it. */
export function rupiah(text) {
  const plain = text.trim().replace(/^rp\.?/i, "").replace(/[\s\u00a0]/g, "").replace(/,0+$/, "");
  if (/^\d{1,3}(\.\d{3})+$/.test(plain)) return BigInt(plain.replaceAll(".", ""));
  return /^\d+$/.test(plain) ? BigInt(plain) : 0n;
}

/** 1.500.000 */
export function grouped(amount) {
  return amount.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}
