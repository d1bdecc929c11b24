// What was opened is blurred, and not there for who hears the page, until it is asked for.

/**
 * Let a button show and hide what is veiled.
 * @param {HTMLButtonElement} button with the words for both, in [data-word]
 * @param {HTMLElement} veiled
 * @param {() => void} [onShow]
 */
export function veil(button, veiled, onShow = () => {}) {
  button.hidden = veiled.hidden = false;
  draw(button, veiled, false);
  button.onclick = () => {
    const isShown = button.getAttribute("aria-expanded") === "true";
    draw(button, veiled, !isShown);
    if (!isShown) onShow();
  };
}

/** Take away what is behind a veil. */
export function unveil(button, veiled) {
  draw(button, veiled, false);
  veiled.replaceChildren();
  button.hidden = veiled.hidden = true;
}

/**
 * Show or hide every text that was opened.
 * @param {Element} part of the page
 * @param {boolean} isToShow
 */
export function turnAll(part, isToShow) {
  for (const button of part.querySelectorAll(`.veil > [aria-expanded="${!isToShow}"]:not([hidden])`)) {
    button.click();
  }
}

function draw(button, veiled, isShown) {
  button.setAttribute("aria-expanded", String(isShown));
  veiled.inert = !isShown;
  for (const word of button.querySelectorAll("[data-word]")) {
    word.hidden = (word.dataset.word === "hide") !== isShown;
  }
}
