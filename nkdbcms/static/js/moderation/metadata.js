// What a picture or a PDF tells beside what one sees. A small reader: what it does not find may be
// there all the same. Everything in a file was written by strangers.
import { tiffTells } from "./tiff.js";

const ENOUGH_OF_A_PDF = 64 * 1024 * 1024;
const MOST_PARTS = 2000;
const ascii = new TextDecoder("latin1");

const KINDS = [
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/png", /^[^]PNG\r\n\x1a\n/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
  ["application/pdf", /^%PDF-/],
];
const READERS = {
  "image/jpeg": jpegTells,
  "image/png": pngTells,
  "image/webp": webpTells,
  "image/gif": gifTells,
  "application/pdf": pdfTells,
};

/**
 * @param {Blob} file
 * @returns {Promise<string>} its kind by its first bytes; "" for one that is not known here
 */
export async function kindOf(file) {
  const beginning = await textAt(file, 0, Math.min(file.size, 16));
  return KINDS.find(([_kind, pattern]) => pattern.test(beginning))?.[0] ?? "";
}

/**
 * @param {Blob} file
 * @returns {Promise<Set<string>|null>} of "place", "author", "device", "time" and "text" (words or
 *   data that nobody sees); null for a kind of file that is not looked into
 */
export async function tells(file) {
  const reader = READERS[await kindOf(file)];
  if (!reader) return null;
  const found = new Set();
  try {
    await reader(file, found);
  } catch (error) {
    // A file that is broken ends the reading; what was found until there is told.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

async function jpegTells(file, found) {
  let place = 2;
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const head = await viewAt(file, place, 4);
    const marker = head.getUint16(0), length = head.getUint16(2);
    if (marker >> 8 !== 0xff || marker === 0xffda || marker === 0xffd9) return;
    if (marker === 0xffe1) await app1Tells(file, place + 4, length - 2, found);
    // Comments, and what Photoshop writes: captions, bylines.
    if (marker === 0xfffe || marker === 0xffed) found.add("text");
    place += 2 + length;
  }
}

async function app1Tells(file, place, length, found) {
  const name = await textAt(file, place, Math.min(length, 29));
  if (name.startsWith("Exif\0\0")) tiffTells(await viewAt(file, place + 6, length - 6), found);
  else xmpTells(await textAt(file, place, length), found);
}

async function pngTells(file, found) {
  let place = 8;
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const length = (await viewAt(file, place, 4)).getUint32(0);
    const kind = await textAt(file, place + 4, 4);
    if (kind === "IEND") return;
    if (kind === "eXIf") tiffTells(await viewAt(file, place + 8, length), found);
    if (kind === "tIME") found.add("time");
    if (/^[tiz](EXt|TXt)$/.test(kind)) await pngTextTells(file, place + 8, length, found);
    place += 12 + length;
  }
}

async function pngTextTells(file, place, length, found) {
  found.add("text");
  const text = await textAt(file, place, Math.min(length, 1024 * 1024));
  if (/^(Author|Copyright)\0/.test(text)) found.add("author");
  xmpTells(text, found);
}

async function webpTells(file, found) {
  let place = 12;
  for (let count = 0; count < MOST_PARTS && place < file.size; count += 1) {
    const kind = await textAt(file, place, 4);
    const length = (await viewAt(file, place + 4, 4)).getUint32(0, true);
    if (kind === "EXIF") await webpExifTells(file, place + 8, length, found);
    if (kind === "XMP ") xmpTells(await textAt(file, place + 8, length), found);
    place += 8 + length + (length & 1);
  }
}

async function webpExifTells(file, place, length, found) {
  const isNamed = (await textAt(file, place, 6)) === "Exif\0\0";
  const skipped = isNamed ? 6 : 0;
  tiffTells(await viewAt(file, place + skipped, length - skipped), found);
}

async function gifTells(file, found) {
  const text = await textAt(file, 0, file.size);
  // A comment, or data of a program other than how often the film is repeated.
  if (/\x21\xfe/.test(text) || /\x21\xff\x0b(?!NETSCAPE2\.0)/.test(text)) found.add("text");
  xmpTells(text, found);
}

async function pdfTells(file, found) {
  const text = await textAt(file, 0, Math.min(file.size, ENOUGH_OF_A_PDF));
  if (/\/Author\b/.test(text)) found.add("author");
  if (/\/(Creator|Producer)\b/.test(text)) found.add("device");
  if (/\/(CreationDate|ModDate)\b/.test(text)) found.add("time");
  if (/\/(Title|Subject|Keywords)\s*[(<]/.test(text)) found.add("text");
  xmpTells(text, found);
}

function xmpTells(text, found) {
  if (!/<x:xmpmeta|<rdf:RDF/.test(text)) return;
  found.add("text");
  if (/dc:creator|photoshop:AuthorsPosition|aux:OwnerName/.test(text)) found.add("author");
  if (/exif:GPS|photoshop:City|Iptc4xmpCore:Location/.test(text)) found.add("place");
  if (/tiff:(Make|Model)|xmp:CreatorTool/.test(text)) found.add("device");
  if (/xmp:(CreateDate|ModifyDate)|photoshop:DateCreated/.test(text)) found.add("time");
}

async function textAt(file, place, length) {
  return ascii.decode(await bytesAt(file, place, length));
}

async function viewAt(file, place, length) {
  return new DataView(await bytesAt(file, place, length));
}

function bytesAt(file, place, length) {
  if (length < 0 || place + length > file.size) throw new RangeError();
  return file.slice(place, place + length).arrayBuffer();
}
