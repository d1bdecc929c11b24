// A new passphrase, typed twice: how good it is, and six words that chance chose.
import { Told } from "./steps.js";

const LETTERS = 15;
const WORDS = 5;
const OFFERED = 6;
const LEAST_DIFFERENT = 6;

// `short`, `repeats` or `enough`: all that can be said of it honestly.
export function judge(passphrase) {
  const text = passphrase.normalize("NFC").trim();
  const words = new Set(text.split(/[\s,.\-]+/).filter((word) => [...word].length > 1));
  if ([...text].length < LETTERS && words.size < WORDS) return "short";
  const isOneAgainAndAgain = /^(.{1,10}?)\1+.{0,9}$/su.test(text);
  return isOneAgainAndAgain || new Set(text).size < LEAST_DIFFERENT ? "repeats" : "enough";
}

// A number below `count`, each as likely as any other.
export function randomBelow(count) {
  const range = 2 ** 32;
  const limit = range - (range % count);
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return number < limit ? number % count : randomBelow(count);
}

export function sixOf(words) {
  return Array.from({ length: OFFERED }, () => words[randomBelow(words.length)]).join(" ");
}

// Brings the fields to life. `read()` gives the passphrase, or throws what is wrong with it.
export function newPassphrase(part) {
  const [first, second] = part.querySelectorAll("input[type=password]");
  const offered = part.querySelector("[data-offered]");
  const strength = part.querySelector("#strength");
  const verdict = () => (first.value && first.value === offered.textContent ? "random" : judge(first.value));
  first.addEventListener("input", () => {
    strength.textContent = first.value ? part.dataset[verdict()] : "";
  });
  part.querySelector("[data-show]").addEventListener("change", ({ target }) => {
    first.type = second.type = target.checked ? "text" : "password";
  });
  for (const button of part.querySelectorAll("[data-offer]")) {
    const list = part.querySelector(`#${button.dataset.offer}`);
    button.addEventListener("click", () => {
      offered.lang = list.lang;
      offered.textContent = sixOf(list.content.textContent.split(" "));
    });
  }
  return {
    read() {
      if (["short", "repeats"].includes(verdict())) throw new Told(part.dataset[verdict()]);
      if (first.value !== second.value) throw new Told(part.dataset.differ);
      return first.value;
    },
    clear() {
      first.value = second.value = offered.textContent = strength.textContent = "";
    },
  };
}
