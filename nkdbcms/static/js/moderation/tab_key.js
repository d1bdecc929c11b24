// The key of this tab: a private half, in the memory of this page and nowhere else. It goes when
// somebody locks it, when nobody has used the page for a quarter of an hour, and with the page.
import { identityIn, open, unlock } from "./keyring.js";

const IDLE = 15 * 60 * 1000;
const LOOK_EVERY = 5 * 1000;
const SIGNS_OF_USE = ["pointerdown", "keydown", "wheel", "touchstart"];

let identity = null;
let lastUse = 0;
// Counted up at each locking, so that an unlocking that was under way meanwhile leads to nothing.
let round = 0;

/** Whether something can be opened. Each change is told by "key:unlocked" or "key:locked". */
export const isUnlocked = () => identity !== null;

/**
 * Unlock with the passphrase of a wrapped key. Takes seconds.
 * @param {string} wrapped
 * @param {string} passphrase
 * @throws {WrongPassphrase|Unreadable} of keyring.js
 */
export async function unlockWith(wrapped, passphrase) {
  const begun = round;
  const found = await unlock(wrapped, passphrase);
  if (begun === round) use(found);
}

/**
 * Unlock with a private half as it stands on paper or in a file.
 * @param {string} text
 * @throws {Unreadable} of keyring.js
 */
export function unlockWithPrivateHalf(text) {
  use(identityIn(text.toUpperCase()));
}

/** Forget the key. What was opened with it is taken away by whoever listens to "key:locked". */
export function lock() {
  round += 1;
  identity = null;
  document.dispatchEvent(new Event("key:locked"));
}

/**
 * Open what is sealed.
 * @param {Uint8Array|ReadableStream<Uint8Array>} sealed
 * @returns {Promise<Uint8Array|ReadableStream<Uint8Array>>} the same kind
 * @throws {NotForThisKey|Unreadable} of keyring.js
 */
export const openSealed = (sealed) => open(identity, sealed);

function use(found) {
  identity = found;
  lastUse = Date.now();
  document.dispatchEvent(new Event("key:unlocked"));
}

function lockIfIdle() {
  if (isUnlocked() && Date.now() - lastUse >= IDLE) lock();
}

for (const sign of SIGNS_OF_USE) {
  // A machine that slept has to lock before the first touch counts as use.
  const note = () => (lockIfIdle(), (lastUse = Date.now()));
  document.addEventListener(sign, note, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", lockIfIdle);
setInterval(lockIfIdle, LOOK_EVERY);
// Also where the browser only puts the page aside, from where "back" could bring it again.
addEventListener("pagehide", lock);
