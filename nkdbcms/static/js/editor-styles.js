// The rich-text editor adds a style element of its own unless it finds one with this mark. The
// content security policy refuses it; css/admin-forms.css has its rules. An element of no
// language is no style sheet, so the policy has nothing against the mark.
const mark = document.createElementNS(null, "style");
mark.setAttribute("data-tiptap-style", "");
document.head.append(mark);
