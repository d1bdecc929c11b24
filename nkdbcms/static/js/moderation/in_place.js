// While a key is unlocked, the pages of cases follow one another in place, because loading a page
// would forget the key. Whatever is not such a page is loaded as usual.
import { isUnlocked } from "./tab_key.js";

const MARK = "meta[name=case-pages]";
let latest = 0;
let shown = location.pathname + location.search;
const drafts = new Map();

/** Load the page that is open once more, in place. */
export const showAgain = () => follow(location.href, {}, "replaceState");

/** Forget what was written and not sent. */
export const forgetDrafts = () => drafts.clear();

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  if (isWithin(link) || !isOfCases(link.href)) return;
  event.preventDefault();
  follow(link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target, address = addressOf(form, event.submitter);
  const isMine = !form.target && !("download" in form.dataset) && isOfCases(address.href);
  if (event.defaultPrevented || !isMine) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  if (form.method === "post") return follow(address.href, { method: "POST", body });
  address.search = new URLSearchParams(body);
  return follow(address.href);
});

addEventListener("popstate", () => {
  if (location.pathname + location.search === shown) return; // another place of the same page
  if (isUnlocked()) showAgain();
  else location.reload();
});
addEventListener("beforeunload", (event) => {
  if (isSomethingWritten()) event.preventDefault();
});

async function follow(address, options = {}, record = "pushState") {
  const turn = (latest += 1);
  document.documentElement.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { cache: "no-store", ...options }).catch(() => null);
  const page = answer && (await pageIn(answer));
  document.documentElement.removeAttribute("aria-busy");
  if (turn !== latest) return;
  if (!page) return goElsewhere(answer, address, options);
  keepDrafts();
  if (answer.url !== location.href) history[record](null, "", answer.url);
  shown = location.pathname + location.search;
  await show(page);
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
  // A form is not sent a second time, and where the line is broken the page is better than none.
  const isSentence = (answer?.headers.get("Content-Type") ?? "").startsWith("text/plain");
  tell(isSentence ? await answer.text() : document.querySelector(MARK).dataset.failed);
}

async function show(page) {
  await loadMissing(page);
  document.title = page.title;
  document.body.className = page.body.className;
  const parts = (root) => [...root.querySelectorAll("#container > :not(#header, .key-bar)")];
  parts(document).forEach((part) => part.remove());
  document.querySelector("#container").append(...parts(page));
  for (const next of document.querySelectorAll("#header input[name=next]")) {
    next.value = shown;
  }
  bringDrafts();
  document.dispatchEvent(new Event("page:shown"));
  arrive(document.querySelector(".messagelist, .errornote, main h1"));
}

/** Styles and modules that the page has and this document has not. */
function loadMissing(page) {
  const [styles, modules] = ["link[rel=stylesheet]", "script[type=module][src]"].map((kind) =>
    [...page.querySelectorAll(kind)].filter(
      ({ href, src }) => ![...document.querySelectorAll(kind)].some((one) => (one.href ?? one.src) === (href ?? src)),
    ),
  );
  document.head.append(...styles);
  return Promise.all(modules.map(({ src }) => import(src)));
}

function arrive(place) {
  place ??= document.querySelector("main");
  place.tabIndex = -1;
  place.focus();
  scrollTo(0, 0);
}

function tell(sentence) {
  const list = document.createElement("ul"), item = document.createElement("li");
  [list.className, item.className, item.textContent] = ["messagelist", "error", sentence];
  list.append(item);
  document.querySelector(".messagelist")?.remove();
  document.querySelector("main").prepend(list);
  arrive(list);
}

// --- What is written and not sent -----------------------------------------------------------

const written = () => [...document.querySelectorAll("textarea[data-draft]")];

function isSomethingWritten() {
  keepDrafts();
  return [...drafts.values()].some((text) => text.trim());
}

function keepDrafts() {
  for (const { id, value } of written()) drafts.set(`${shown}#${id}`, value);
}

function bringDrafts() {
  for (const area of written()) area.value = drafts.get(`${shown}#${area.id}`) ?? "";
}

// --- Which addresses ------------------------------------------------------------------------

const isWithin = ({ href, hash }) => hash && href.split("#")[0] === location.href.split("#")[0];

const addressOf = (form, submitter) =>
  new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);

function isOfCases(address) {
  const pages = document.querySelector(MARK)?.content;
  const { origin, pathname } = new URL(address, location);
  return isUnlocked() && Boolean(pages) && origin === location.origin && pathname.startsWith(pages);
}
