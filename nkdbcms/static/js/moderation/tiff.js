// What stands in Exif, which is a TIFF without a picture. Used by metadata.js.

const TELLS = new Map([
  [0x010e, "text"], // a description
  [0x010f, "device"], [0x0110, "device"], // maker and model
  [0x0131, "device"], // software
  [0x0132, "time"],
  [0x013b, "author"],
  [0x8298, "author"], // copyright
  [0x9c9d, "author"], [0x9c9b, "text"], [0x9c9c, "text"], [0x9c9e, "text"], // what Windows adds
  [0x9003, "time"], [0x9004, "time"],
  [0x9286, "text"], // the user's comment
  [0xa430, "author"], // the owner of the camera
  [0xa431, "device"], [0xa433, "device"], [0xa434, "device"], [0xa435, "device"],
]);
const EXIF = 0x8769, GPS = 0x8825, THUMBNAIL_LIST = "next";
const LITTLE = 0x4949;
const MOST_LISTS = 8, MOST_ENTRIES = 500;

/**
 * Add what a TIFF tells to `found`.
 * @param {DataView} view
 * @param {Set<string>} found
 * @throws {RangeError} where it ends too early
 */
export function tiffTells(view, found) {
  const isLittle = view.getUint16(0) === LITTLE;
  const short = (place) => view.getUint16(place, isLittle);
  const long = (place) => view.getUint32(place, isLittle);
  const lists = [[long(4), ""]];
  const seen = new Set();
  while (lists.length && seen.size < MOST_LISTS) {
    const [place, kind] = lists.shift();
    if (!place || seen.has(place)) continue;
    seen.add(place);
    const count = Math.min(short(place), MOST_ENTRIES);
    if (kind === GPS && count) found.add("place");
    for (let entry = place + 2; entry < place + 2 + count * 12; entry += 12) {
      const tag = short(entry);
      if (tag === EXIF || tag === GPS) lists.push([long(entry + 8), tag]);
      if (kind !== GPS && TELLS.has(tag)) found.add(TELLS.get(tag));
    }
    if (kind === "") lists.push([long(place + 2 + count * 12), THUMBNAIL_LIST]);
  }
}
