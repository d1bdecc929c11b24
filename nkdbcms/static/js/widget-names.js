// Fields that scripts build (lists with a search, the rich-text editor) get the names of their
// labels, which their makers leave out, for people who hear the form instead of seeing it.
const nameOf = field => {
    const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    if (!label) return "";
    label.id ||= `${field.id}_label`;
    return label.id;
};
const give = (part, name) => {
    if (part && name && !(part.getAttribute("aria-labelledby") || "").includes(name)) {
        part.setAttribute("aria-labelledby", `${name} ${part.querySelector("[id]")?.id || ""}`.trim());
    }
};
// A list of chosen things is built with parts in it that no list may have.
const unlist = built => {
    for (const part of built?.querySelectorAll("ul.select2-selection__rendered, ul.select2-selection__rendered > li") || []) {
        part.setAttribute("role", "none");
    }
};
const nameAll = () => {
    for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) {
        hint.setAttribute("role", "img");
    }
    for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
        const built = field.nextElementSibling;
        unlist(built);
        for (const part of ["[role=combobox]", "[role=textbox]", ".select2-search__field"]) {
            give(built?.querySelector(part), nameOf(field));
        }
    }
    for (const editor of document.querySelectorAll(".prose-editor")) {
        give(editor.querySelector("[contenteditable=true]"), nameOf(editor.querySelector("textarea")));
    }
};
nameAll();
new MutationObserver(nameAll).observe(document.documentElement, {childList: true, subtree: true});
