// Files that were chosen and have not arrived, kept in this browser (IndexedDB): a closed page or a dropped line costs nothing.
// They go when the server has the file, when their person discards them or signs out, and after a month.
//
// An entry: { id, person, address, name, where, open, blob, type, modified, note, fields, at }.  `address` names the question,
//   `where` says it in words, `open` is its page, `fields` what was said about the document when it was chosen.

import { newPage, person } from "../drafts/store.js";

const NAME = "renaksi-berkas", STORE = "berkas";
const MONTH = 30 * 24 * 3600 * 1000;
export const MOST_BYTES = 60 * 1024 * 1024; // of one person
const MOST_FILES = 20;

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("blocked"));
  });
}

/** One step in the store; it has happened when the promise is kept. */
async function step(mode, work) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(STORE, mode);
      const asked = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Every file of this person, oldest first; none where the browser keeps nothing. */
export async function filesOf(owner = person()) {
  if (!owner) return [];
  try {
    const all = await step("readonly", (store) => store.getAll());
    const old = all.filter((each) => Date.now() - each.at > MONTH);
    for (const each of old) await forgetFile(each.id);
    return all.filter((each) => each.person === owner && !old.includes(each)).sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

/** Keep a file; the entry, or "full" (too much is kept already), or "" (the browser would not). */
export async function keepFile(file, { address, where, note, fields }) {
  const present = await filesOf();
  const bytes = present.reduce((sum, each) => sum + each.blob.size, file.size);
  if (present.length >= MOST_FILES || bytes > MOST_BYTES) return "full";
  const entry = {
    id: newPage(), person: person(), address, where, open: location.pathname, name: file.name, type: file.type,
    blob: new Blob([await file.arrayBuffer()], { type: file.type }), modified: file.lastModified, note, fields, at: Date.now(),
  };
  try {
    await step("readwrite", (store) => store.put(entry));
    return entry;
  } catch {
    return "";
  }
}

export async function describeFile(entry, fields) {
  entry.fields = fields;
  try {
    await step("readwrite", (store) => store.put(entry));
  } catch {
    // What was said is lost at most; the file stays as it is kept.
  }
}

export async function forgetFile(id) {
  try {
    await step("readwrite", (store) => store.delete(id));
  } catch {
    // nothing was kept
  }
}

export async function isKept(id) {
  try {
    return (await step("readonly", (store) => store.count(id))) > 0;
  } catch {
    return false;
  }
}

export function fileOf(entry) {
  return new File([entry.blob], entry.name, { type: entry.type, lastModified: entry.modified });
}

/** Hold the right to send an entry while `work` runs; nothing happens if another page holds it or it is gone by now. */
export async function sendingAlone(id, work) {
  const unlessGone = async () => ((await isKept(id)) ? work() : undefined);
  if (!navigator.locks) return unlessGone();
  return navigator.locks.request(`renaksi-berkas:${id}`, { ifAvailable: true }, (lock) => (lock ? unlessGone() : undefined));
}
