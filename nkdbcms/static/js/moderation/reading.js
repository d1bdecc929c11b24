// Reading a case: unlocks the key for this page, opens what is sealed and takes it away again.
import { forgetDrafts } from "./drafts.js";
import { bindFile, closeFile, forgetAddresses } from "./files.js";
import { showAgain } from "./in_place.js";
import { say, sayFailure } from "./sentences.js";
import { isUnlocked, lock, unlockWith, unlockWithPrivateHalf } from "./tab_key.js";
import { closePart, openPart } from "./texts.js";
import { turnAll } from "./veil.js";
import { bindWriting } from "./writing.js";

const all = (selector) => [...document.querySelectorAll(selector)];

function bind() {
  for (const form of all("form[data-unlock]")) form.onsubmit = (event) => unlock(event, form);
  for (const button of all("[data-all]")) {
    button.onclick = () => turnAll(button.closest("[data-sealed]"), button.dataset.all === "show");
  }
  all("[data-file]").forEach(bindFile);
  all("form[data-writes]").forEach((form) => bindWriting(form, showAgain));
  drawState();
  if (isUnlocked()) openTexts();
}

async function unlock(event, form) {
  event.preventDefault();
  const field = form.querySelector("input"), button = form.querySelector("button");
  const told = form.parentElement.closest("[data-when]").querySelector("[data-told]");
  button.disabled = true;
  say(told, "unlocking");
  try {
    if (form.dataset.unlock === "private") unlockWithPrivateHalf(field.value);
    else await unlockWith(form.dataset.wrapped, field.value);
    field.value = "";
    say(told);
  } catch (failure) {
    if (form.dataset.unlock === "private") say(told, "no-key");
    else sayFailure(told, failure);
  } finally {
    button.disabled = false;
  }
}

function drawState() {
  for (const part of all("[data-when]")) {
    part.hidden = part.dataset.when !== (isUnlocked() ? "unlocked" : "locked");
  }
  const bar = document.querySelector(".key-bar");
  if (!isUnlocked()) bar?.remove();
  else if (!bar) showBar();
}

function showBar() {
  const { content } = document.querySelector("template[data-key-bar]");
  // Beside the header, which stays where it is while pages follow one another.
  document.querySelector("#header").after(content.cloneNode(true));
  document.querySelector("[data-lock]").onclick = lock;
}

async function openTexts() {
  // One after the other: the newest are further down, and each is short.
  for (const part of all("[data-part]")) if (isUnlocked()) await openPart(part);
}

function onLocked() {
  all("[data-part]").forEach(closePart);
  all("[data-file]").forEach(closeFile);
  forgetAddresses();
  drawState();
}

function onLeaving() {
  for (const field of all("form[data-unlock] input")) field.value = "";
  forgetDrafts();
}

document.addEventListener("key:unlocked", () => {
  drawState();
  // The field that had the focus is gone.
  document.querySelector("[data-all]")?.focus();
  openTexts();
});
document.addEventListener("key:locked", onLocked);
document.addEventListener("page:shown", bind);
addEventListener("pagehide", onLeaving);
bind();
