// While a key is unlocked, the pages of cases follow one another in place, because loading a page
// would forget the key. Whatever is not such a page is loaded as usual.
import { bringDrafts, keepDrafts } from "./drafts.js";
import { showPage, tell } from "./page.js";
import { isUnlocked } from "./tab_key.js";

// The mark that these pages have; it holds how their addresses begin. Asking for the second factor
// is one of them, so that nobody loses a text because a quarter of an hour has passed.
const MARK = "meta[name=case-pages]";
const here = () => location.pathname + location.search;
let latest = 0;
let shown = here();

/** Load the page that is open once more, in place. */
export const showAgain = () => follow(location.href, {}, "replaceState");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target || link.download) return;
  const isHere = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
  if (isHere || !isOfCases(link.href)) return;
  event.preventDefault();
  follow(link.href);
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const address = new URL(action || location.href, location.href);
  const isLeft = event.defaultPrevented || form.target || "download" in form.dataset;
  if (isLeft || !isOfCases(address)) return;
  event.preventDefault();
  const body = new FormData(form, submitter);
  if (form.method === "post") return follow(address.href, { method: "POST", body });
  address.search = new URLSearchParams(body);
  return follow(address.href);
});

addEventListener("popstate", () => {
  if (here() === shown) return; // another place on the same page
  if (isUnlocked()) showAgain();
  else location.reload();
});

async function follow(address, options = {}, record = "pushState") {
  const turn = (latest += 1);
  document.documentElement.setAttribute("aria-busy", "true");
  // Somebody waits for a page here, and is led to the one that asks for what is missing.
  const headers = { Accept: "text/html" };
  const answer = await fetch(address, { cache: "no-store", headers, ...options }).catch(() => null);
  const page = answer && (await pageIn(answer));
  if (turn !== latest) return;
  if (page) await enter(page, answer.url, record);
  else await goElsewhere(answer, address, options);
  document.documentElement.removeAttribute("aria-busy");
}

async function enter(page, address, record) {
  keepDrafts(shown);
  if (address !== location.href) history[record](null, "", address);
  shown = here();
  await showPage(page);
  bringDrafts(shown);
}

/** The page in an answer, if it is one that follows in place. */
async function pageIn(answer) {
  if (!isUnlocked() || !(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(MARK) ? page : null;
}

async function goElsewhere(answer, address, { method }) {
  if (answer?.redirected) return location.assign(answer.url);
  if (answer && !method) return location.assign(address);
  // A form is not sent a second time, and where the line is broken this page is better than none.
  const isSentence = (answer?.headers.get("Content-Type") ?? "").startsWith("text/plain");
  return tell(isSentence ? await answer.text() : document.querySelector(MARK).dataset.failed);
}

function isOfCases(address) {
  const beginnings = document.querySelector(MARK)?.content.split(" ") ?? [];
  const { origin, pathname } = new URL(address);
  const isOne = beginnings.some((beginning) => pathname.startsWith(beginning));
  return isUnlocked() && origin === location.origin && isOne;
}
