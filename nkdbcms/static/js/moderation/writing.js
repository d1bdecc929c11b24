// What moderators write: sealed here, to colleagues and to the receipt. Only that is sent.
import { sealTo } from "./keyring.js";
import { say, sayFailure } from "./sentences.js";
import { post } from "./server.js";

/**
 * Let a form seal and send its text. The text stays where it is until the site has it.
 * @param {HTMLFormElement} form of _write.html
 * @param {() => Promise<void>} onSent
 */
export function bindWriting(form, onSent) {
  form.onsubmit = (event) => {
    event.preventDefault();
    send(form, onSent);
  };
  // A text that is sent again, because no answer came, has the number that it had and is kept once.
  form.oninput = () => delete form.dataset.key;
}

async function send(form, onSent) {
  const told = form.querySelector("[data-told]"), area = form.querySelector("textarea");
  const button = form.querySelector("button");
  const bytes = padded(area.value, form.dataset.sizes.split(" ").map(Number));
  if (!area.value.trim() || !bytes) return say(told, bytes ? "nothing-written" : "too-long");
  button.disabled = area.readOnly = true;
  say(told, "sealing");
  const key = (form.dataset.key ??= crypto.randomUUID());
  try {
    await post(form.dataset.address, { key, ...(await sealedFields(form.dataset, bytes)) });
    area.value = "";
    delete form.dataset.key;
    await onSent();
  } catch (failure) {
    sayFailure(told, failure);
  } finally {
    button.disabled = area.readOnly = false;
  }
}

async function sealedFields({ writes, recipients, mark, receipt }, bytes) {
  const seal = async (to) => new Blob([await sealTo(to, bytes)]);
  const forModerators = await seal(recipients.split(" "));
  if (writes === "note") return { sealed: forModerators, mark };
  return { for_moderators: forModerators, for_receipt: await seal([receipt]), mark };
}

/**
 * JSON in UTF-8, filled up with spaces to the next of the sizes, as the server pads.
 * @returns {Uint8Array|null} null for a text that is too long
 */
function padded(text, sizes) {
  const plain = new TextEncoder().encode(JSON.stringify({ text: text.trim().normalize("NFC") }));
  const size = sizes.find((one) => plain.length <= one);
  if (!size) return null;
  const bytes = new Uint8Array(size).fill(0x20);
  bytes.set(plain);
  return bytes;
}
