// What the scripts of a case have to say stands in the page, in the language of the page.
import { NotForThisKey, Unreadable, WrongPassphrase } from "./keyring.js";
import { BrokenContainer } from "./container.js";
import { Refused, SignedOut, Unreachable } from "./server.js";

const NAMES = new Map([
  [WrongPassphrase, "wrong-passphrase"],
  [NotForThisKey, "not-for-this-key"],
  [Unreadable, "unreadable"],
  [BrokenContainer, "broken-container"],
  [SignedOut, "signed-out"],
  [Unreachable, "unreachable"],
]);

/**
 * Say a sentence of the page.
 * @param {Element} place emptied first
 * @param {string} [name] of the sentence; without one the place is only emptied
 */
export function say(place, name = "") {
  place.replaceChildren();
  if (name) place.append(...sentence(name));
}

/**
 * Say what went wrong.
 * @param {Element} place
 * @param {Error} failure of one of the classes above; any other one counts as unreadable
 */
export function sayFailure(place, failure) {
  if (!(failure instanceof Refused)) return say(place, NAMES.get(failure.constructor) ?? "unreadable");
  say(place, failure.message ? "after-that" : "refused");
  if (failure.message) place.prepend(`${failure.message} `);
}

function sentence(name) {
  const { content } = document.querySelector("template[data-sentences]");
  return content.querySelector(`[data-sentence="${name}"]`).cloneNode(true).childNodes;
}
