// The page of a redaction: its editor, and names that are marked in what was opened.
import "../editor-styles.js";

const EDITOR = "textarea[data-django-prose-editor-configurable]";

async function bind() {
  for (const button of document.querySelectorAll("[data-take-names]")) bindTaking(button);
  const areas = [...document.querySelectorAll(EDITOR)].filter((area) => !area.closest(".prose-editor"));
  if (!areas.length) return;
  const { createEditor } = await import("django-prose-editor/configurable");
  await Promise.all(areas.map((area) => createEditor(area)));
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

document.addEventListener("page:shown", bind);
bind();
