// Puts a page that was fetched into the place of the one that is shown. Used by in_place.js.

const IN_PLACE = "#container > :not(#header, .key-bar)";
// Scripts of lists, which look for their list when they are loaded and never again.
const EACH_TIME = /\/admin\/js\/(actions|filters)\b/;

/**
 * Show a page: its title, its content, its styles and scripts. Tells it by "page:shown".
 * @param {Document} page
 */
export async function showPage(page) {
  document.head.append(...missing(page, "link[rel=stylesheet]", "href"));
  document.title = page.title;
  document.body.className = page.body.className;
  document.querySelectorAll(IN_PLACE).forEach((part) => part.remove());
  document.querySelector("#container").append(...page.querySelectorAll(IN_PLACE));
  for (const next of document.querySelectorAll("#header input[name=next]")) {
    next.value = location.pathname + location.search;
  }
  for (const { src } of missing(page, "script[type=module][src]", "src")) await import(src);
  for (const script of missing(page, "head script[src]:not([type])", "src")) await run(script.src);
  document.dispatchEvent(new Event("page:shown"));
  arriveAt(document.querySelector(".messagelist, .errornote, main h1"));
}

/** Say a sentence above the page that is shown. */
export function tell(sentence) {
  const list = document.createElement("ul"), item = document.createElement("li");
  [list.className, item.className, item.textContent] = ["messagelist", "error", sentence];
  list.append(item);
  document.querySelector(".messagelist")?.remove();
  document.querySelector("main").prepend(list);
  arriveAt(list);
}

function arriveAt(place) {
  place ??= document.querySelector("main");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function missing(page, selector, attribute) {
  const known = new Set([...document.querySelectorAll(selector)].map((one) => one[attribute]));
  return [...page.querySelectorAll(selector)].filter(
    (one) => !known.has(one[attribute]) || EACH_TIME.test(one[attribute]),
  );
}

function run(address) {
  const script = document.createElement("script");
  return new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    script.src = address;
    document.head.append(script);
  });
}
