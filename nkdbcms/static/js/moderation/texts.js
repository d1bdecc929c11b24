// The sealed texts of a case: testimony, contact, messages, notes.
import { isUnlocked, openSealed } from "./tab_key.js";
import { ask, post } from "./server.js";
import { say, sayFailure } from "./sentences.js";
import { unveil, veil } from "./veil.js";

/**
 * Fetch and open a part, and put each of its texts behind its veil.
 * @param {HTMLElement} part with [data-part], the address, and a [data-field] for each text
 */
export async function openPart(part) {
  const fields = [...part.querySelectorAll("[data-field]")];
  for (const field of fields) say(toldIn(field), "opening");
  try {
    const told = await contentOf(part.dataset.part);
    if (!isUnlocked()) return; // it was locked meanwhile
    for (const field of fields) fill(field, told[field.dataset.field], part.dataset.read);
  } catch (failure) {
    for (const field of fields) sayFailure(toldIn(field), failure);
  }
}

/** Take the texts of a part away again. */
export function closePart(part) {
  for (const field of part.querySelectorAll("[data-field]")) {
    say(toldIn(field));
    unveil(...veilOf(field));
    setHidden(field, "[data-empty]", true);
    setHidden(field, "[data-still-sealed]", false);
  }
}

async function contentOf(address) {
  const sealed = new Uint8Array(await (await ask(address)).arrayBuffer());
  return JSON.parse(new TextDecoder().decode(await openSealed(sealed)));
}

function fill(field, text, readAddress) {
  say(toldIn(field));
  setHidden(field, "[data-still-sealed]", true);
  if (!text) return setHidden(field, "[data-empty]", false);
  const [button, veiled] = veilOf(field);
  veiled.textContent = text;
  // That it was read is noted once; whether the note arrives is not worth a sentence.
  let isRead = !readAddress;
  veil(button, veiled, () => {
    if (!isRead) post(readAddress).catch(() => {});
    isRead = true;
  });
}

const toldIn = (field) => field.querySelector("[data-told]");
const veilOf = (field) => [field.querySelector("button"), field.querySelector(".veiled")];

function setHidden(field, selector, isHidden) {
  for (const part of field.querySelectorAll(selector)) part.hidden = isHidden;
}
