// Keys of moderators and what is sealed to them. Nothing here keeps, shows or sends anything:
// private halves and passphrases are in the memory of the tab that asked, and nowhere else.
import {
  Decrypter,
  Encrypter,
  armor,
  generateX25519Identity,
  identityToRecipient,
} from "../vendor/age-encryption-0.3.1.js";

// Errors say what happened by their class only, so that no text of the library can reach a page.
export class WrongPassphrase extends Error {}
export class NotForThisKey extends Error {}
export class Unreadable extends Error {}

const HEADER = "age-encryption.org/v1";
const NOBODY = "no identity matched any of the file's recipients";

// A new key: its private half (`identity`) and its public half (`recipient`).
export async function makeKey() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

// The public half of a private one. Throws Unreadable for anything else.
export async function recipientOf(identity) {
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new Unreadable();
  }
}

// The private half under a passphrase, as an armored text that `age -d` opens. Takes seconds.
export function wrap(identity, passphrase) {
  return inWorker({ deed: "wrap", text: `${identity}\n`, passphrase: asTyped(passphrase) });
}

// The private half out of its armored text. Takes seconds. Throws WrongPassphrase, Unreadable.
export async function unlock(wrapped, passphrase) {
  const text = await inWorker({ deed: "unlock", text: wrapped, passphrase: asTyped(passphrase) });
  return identityIn(text);
}

// The private half in the text of a key file, or in what somebody pasted. Throws Unreadable.
export function identityIn(text) {
  const [identity] = text.match(/AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![0-9A-Z])/) ?? [];
  if (!identity) throw new Unreadable();
  return identity;
}

// Bytes (or a ReadableStream of them) sealed to recipients, as the same kind.
export function sealTo(recipients, bytes) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

// What was sealed, as bytes. Throws NotForThisKey, Unreadable.
export async function open(identity, bytes) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(bytes);
  } catch (error) {
    throw error.message === NOBODY ? new NotForThisKey() : new Unreadable();
  }
}

// The bytes of an armored text, or of one that is not armored.
export function bytesOf(text) {
  try {
    return text.startsWith(HEADER) ? new TextEncoder().encode(text) : armor.decode(text);
  } catch {
    throw new Unreadable();
  }
}

// Letters that are typed in parts on one machine come composed from another.
const asTyped = (passphrase) => passphrase.normalize("NFC").trim();

// scrypt keeps a processor busy for seconds: the page has to stay usable meanwhile. A worker for
// each deed, so that nothing of it is left in memory.
function inWorker(task) {
  const worker = new Worker(new URL("./passphrase-worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if ("text" in data) resolve(data.text);
      else reject(data.isWrong ? new WrongPassphrase() : new Unreadable());
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Unreadable());
    };
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
