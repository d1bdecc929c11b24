// Whether a private half opens what is sealed to a public one.
import { Unreadable, open, sealTo } from "./keyring.js";

export async function opensWhatIsSealedTo(recipient, identity) {
  const test = crypto.getRandomValues(new Uint8Array(32));
  const opened = await open(identity, await sealTo([recipient], test));
  if (opened.length !== test.length || !opened.every((byte, place) => byte === test[place])) {
    throw new Unreadable();
  }
}
