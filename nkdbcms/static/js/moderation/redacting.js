// The page of a redaction: its editor, and names that are marked in what was opened.
import "../editor-styles.js";

const EDITOR = "textarea[data-django-prose-editor-configurable]";
// By the page's import map. Written within import(), collectstatic would look for such a file here.
const EDITOR_MODULE = "django-prose-editor/configurable";
let editor = null;

async function bind() {
  for (const button of document.querySelectorAll("[data-take-names]")) bindTaking(button);
  const areas = document.querySelectorAll(EDITOR);
  if (!areas.length) return;
  // When it is loaded it takes up the page by itself.
  if (!editor) editor = await import(EDITOR_MODULE);
  else await Promise.all([...areas].map((area) => editor.createEditor(area)));
}

function bindTaking(button) {
  const area = document.getElementById(button.dataset.takeNames);
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  // The press itself would take the mark away.
  button.onpointerdown = (event) => event.preventDefault();
  button.onclick = () => {
    const name = getSelection().toString().replace(/\s+/g, " ").trim();
    const isOne = name.length > 0 && name.length <= Number(button.dataset.longest);
    told.textContent = isOne ? button.dataset.taken : button.dataset.none;
    if (!isOne) return;
    area.value = [area.value.trim(), name].filter(Boolean).join("\n") + "\n";
  };
}

// --- What is typed and not saved ------------------------------------------------------------

let isUnsaved = false, isSending = false;

const draft = () => document.querySelector("form[data-unsaved]");

document.addEventListener("input", ({ target }) => {
  if (draft()?.contains(target)) isUnsaved = true;
});
document.addEventListener("submit", ({ target }) => {
  isSending = target === draft();
}, true);
// Before the page is followed in place, or left.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const stays = !link || link.target || link.getAttribute("href").startsWith("#");
  if (stays || !isUnsaved || !draft() || confirm(draft().dataset.unsaved)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
addEventListener("beforeunload", (event) => {
  if (isUnsaved && !isSending && draft()) event.preventDefault();
});

function onShown() {
  // What was refused came back and is stored nowhere.
  isUnsaved = Boolean(draft()?.querySelector(".errornote, .conflict"));
  isSending = false;
  bind();
}

document.addEventListener("page:shown", onShown);
onShown();
