// Whoever signs out leaves nothing behind: no drafts, no copies of pages. Unsent answers are asked about first.

import { forget, person, records, waits } from "./store.js";
import { entries, forgetEntry } from "./words.js";
import { filesOf, forgetFile } from "../uploads/kept.js";
import { forgetUploads } from "../uploads/transfer.js";

const PAGES = "renaksi-halaman-";

export async function dropPages() {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith(PAGES)) await caches.delete(name);
}

export function bindSignOut(scope) {
  for (const form of scope.querySelectorAll("form[data-sign-out]:not([data-leaving])")) {
    form.setAttribute("data-leaving", "");
    form.addEventListener(
      "submit",
      async (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        const mine = records(), words = entries(), files = await filesOf();
        if ((mine.some(waits) || words.length || files.length) && !confirm(form.dataset.signOut)) return;
        mine.forEach(forget);
        words.forEach(forgetEntry);
        forgetUploads();
        for (const each of files) await forgetFile(each.id);
        dropPages().finally(() => form.submit());
      },
      { capture: true },
    );
  }
}

/** Pages kept for somebody who is not signed in any more are of no use to whoever sits here now. The page that this device
    shows without a line names nobody either, but says nothing of who is signed in. */
export function dropPagesOfOthers() {
  if (!person() && !document.querySelector("[data-no-line]")) dropPages();
}
