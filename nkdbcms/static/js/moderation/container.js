// Reads the container of a file: a ZIP of one stored file under its own name, and of padding.
// What is in it was written by strangers, so every number is looked at before it is used.

export class BrokenContainer extends Error {}

const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const END_LENGTH = 22, ENTRY_LENGTH = 46, LOCAL_LENGTH = 30;
const ENTRIES = 2, LONGEST_DIRECTORY = 4096;
const STORED = 0, ENCRYPTED = 1;
const PADDING = "padding", LONGEST_NAME = 100;

/**
 * The file in a container, without a copy of its bytes.
 * @param {Blob} container
 * @returns {Promise<{name: string, content: Blob}>} the name can be put down anywhere
 * @throws {BrokenContainer} for anything but one stored file and its padding
 */
export async function fileIn(container) {
  const entries = await directoryOf(container);
  const files = entries.filter(({ name }) => name !== PADDING);
  if (files.length !== 1) throw new BrokenContainer();
  const { name, size, place, limit } = files[0];
  const local = await numbersAt(container, place, LOCAL_LENGTH);
  const start = place + LOCAL_LENGTH + local.getUint16(26, true) + local.getUint16(28, true);
  if (local.getUint32(0, true) !== LOCAL || start + size > limit) throw new BrokenContainer();
  return { name: safeName(name), content: container.slice(start, start + size) };
}

/**
 * A name under which a file can be put down anywhere: no folder, no control, not too long.
 * @param {string} name
 * @returns {string}
 */
export function safeName(name) {
  const last = name.normalize("NFC").split(/[\\/]/).pop();
  const letters = [...last.replace(/[\p{C}:*?"<>|]/gu, "").replace(/^[ .]+|[ .]+$/g, "")];
  const [suffix = ""] = letters.join("").match(/\.[^.]{1,9}$/u) ?? [];
  const rest = letters.join("").slice(0, letters.join("").length - suffix.length);
  const most = LONGEST_NAME - [...suffix].length;
  return [...rest].slice(0, most).join("") + suffix || "_";
}

async function directoryOf(container) {
  const end = await numbersAt(container, container.size - END_LENGTH, END_LENGTH);
  const length = end.getUint32(12, true), limit = end.getUint32(16, true);
  const isWhole =
    end.getUint32(0, true) === END &&
    end.getUint16(10, true) === ENTRIES &&
    length <= LONGEST_DIRECTORY &&
    limit + length === container.size - END_LENGTH;
  if (!isWhole) throw new BrokenContainer();
  return entriesIn(await numbersAt(container, limit, length), limit);
}

function entriesIn(directory, limit) {
  const entries = [];
  let place = 0;
  for (let count = 0; count < ENTRIES; count += 1) {
    const { entry, length } = entryAt(directory, place);
    entries.push({ ...entry, limit });
    place += length;
  }
  return entries;
}

function entryAt(directory, place) {
  if (place + ENTRY_LENGTH > directory.byteLength) throw new BrokenContainer();
  const short = (offset) => directory.getUint16(place + offset, true);
  const long = (offset) => directory.getUint32(place + offset, true);
  const length = ENTRY_LENGTH + short(28) + short(30) + short(32);
  const isPlain = long(0) === ENTRY && short(10) === STORED && !(short(8) & ENCRYPTED);
  if (!isPlain || long(20) !== long(24) || place + length > directory.byteLength) {
    throw new BrokenContainer();
  }
  const name = textAt(directory, place + ENTRY_LENGTH, short(28));
  return { entry: { name, size: long(24), place: long(42) }, length };
}

function textAt(directory, place, length) {
  try {
    const bytes = new Uint8Array(directory.buffer, place, length);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenContainer();
  }
}

async function numbersAt(container, place, length) {
  if (place < 0 || place + length > container.size) throw new BrokenContainer();
  return new DataView(await container.slice(place, place + length).arrayBuffer());
}
