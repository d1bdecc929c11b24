// The sealed files of a case: fetched, opened, looked into and saved on demand.
import { fileIn } from "./container.js";
import { Unreadable } from "./keyring.js";
import { kindOf, tells } from "./metadata.js";
import { say, sayFailure } from "./sentences.js";
import { ask } from "./server.js";
import { isUnlocked, openSealed } from "./tab_key.js";
import { veil } from "./veil.js";

const ADDRESS_LIVES = 60 * 1000;
// After so many bytes the page gets a turn, so that it stays usable while 50 MB are opened.
const TURN = 1024 * 1024;

const addresses = new Set();

/** Let the button of a file open it. @param {HTMLElement} item of the list, with [data-file] */
export function bindFile(item) {
  const button = item.querySelector("[data-open]");
  if (button) button.onclick = () => openFile(item, button);
}

/** Take away what was opened of a file. */
export function closeFile(item) {
  item.querySelector(".opened-file")?.remove();
  item.querySelector("progress").hidden = true;
  say(item.querySelector("[data-told]"));
}

/** Forget the addresses of all that was opened. */
export function forgetAddresses() {
  addresses.forEach((address) => URL.revokeObjectURL(address));
  addresses.clear();
}

async function openFile(item, button) {
  const told = item.querySelector("[data-told]");
  closeFile(item);
  button.disabled = true;
  say(told, "opening");
  try {
    const file = await fileIn(await containerOf(item));
    const found = { ...file, kind: await kindOf(file.content), told: await tells(file.content) };
    if (isUnlocked()) item.append(shown(found, item.dataset.name));
    say(told);
  } catch (failure) {
    sayFailure(told, failure);
  } finally {
    button.disabled = false;
    item.querySelector("progress").hidden = true;
  }
}

async function containerOf(item) {
  const answer = await ask(item.dataset.file);
  const opened = await openSealed(answer.body.pipeThrough(counter(item)));
  try {
    return await new Response(opened).blob();
  } catch {
    throw new Unreadable();
  }
}

function counter(item) {
  const progress = item.querySelector("progress");
  progress.hidden = false;
  let done = 0, turn = 0;
  return new TransformStream({
    async transform(chunk, controller) {
      done += chunk.length;
      progress.value = done / (Number(item.dataset.size) || Infinity);
      if (done - turn > TURN) {
        turn = done;
        await new Promise((resolve) => setTimeout(resolve));
      }
      controller.enqueue(chunk);
    },
  });
}

function shown(file, name) {
  const template = document.querySelector("template[data-opened-file]");
  const part = template.content.cloneNode(true).querySelector(".opened-file");
  part.querySelector("[data-file-name]").textContent = file.name;
  tell(part, file.told);
  part.querySelector("[data-save]").onclick = () => save(file);
  const look = part.querySelector("[data-look]");
  if (file.kind.startsWith("image/")) bindPicture(part, look, file, name);
  else look.remove();
  return part;
}

function tell(part, told) {
  const isOne = (name) => Boolean(told?.has(name));
  for (const line of part.querySelectorAll("[data-tell]")) line.hidden = !isOne(line.dataset.tell);
  part.querySelector("[data-tells]").hidden = !told?.size;
  part.querySelector("[data-tells-nothing]").hidden = !told || told.size > 0;
  part.querySelector("[data-tells-unknown]").hidden = told !== null;
}

function bindPicture(part, look, { content, kind }, name) {
  const place = part.querySelector("[data-picture]");
  const picture = new Image();
  picture.alt = name;
  picture.src = addressOf(new Blob([content], { type: kind }));
  place.append(picture);
  veil(look, place);
}

function save({ name, content }) {
  const link = document.createElement("a");
  link.href = addressOf(new Blob([content], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_LIVES);
}

function addressOf(blob) {
  const address = URL.createObjectURL(blob);
  addresses.add(address);
  return address;
}
