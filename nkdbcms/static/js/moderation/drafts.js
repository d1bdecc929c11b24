// What is written and not sent yet: kept in the memory of this page while pages follow one another.

const drafts = new Map();
const areas = () => [...document.querySelectorAll("textarea[data-draft]")];

/** Remember what is written on a page. @param {string} page its address */
export function keepDrafts(page) {
  for (const { id, value } of areas()) drafts.set(`${page}#${id}`, value);
}

/** Put what was written on a page before into its fields again. @param {string} page */
export function bringDrafts(page) {
  for (const area of areas()) area.value = drafts.get(`${page}#${area.id}`) ?? "";
}

/** Forget all of it. */
export function forgetDrafts() {
  for (const area of areas()) area.value = "";
  drafts.clear();
}

addEventListener("beforeunload", (event) => {
  const written = [...areas().map(({ value }) => value), ...drafts.values()];
  if (written.some((text) => text.trim())) event.preventDefault();
});
