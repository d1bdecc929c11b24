"""A page that an editor saved, for a draft whose page could not be fetched."""

from django import forms
from django.utils.translation import gettext_lazy as _

#: The button that fills in the empty fields.
FILL = "_fill"
#: Bytes of a file; as much as a page that is fetched may have.
MOST_BYTES = 8_000_000
#: Characters of a pasted source. In UTF-8 they fit into what a server takes without a file.
MOST_LETTERS = 600_000


class SavedPageFields(forms.Form):
    """Mixed into the form of an article: the file or the source of its page.

    They count only when the button FILL was pressed; `page` is then (bytes, content type).
    """

    page_file = forms.FileField(
        label=_("The saved page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.xhtml,text/html"}),
    )
    page_source = forms.CharField(
        label=_("Or its source"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "spellcheck": "false", "maxlength": str(MOST_LETTERS)}
        ),
    )

    fill_name = FILL

    def clean(self):
        cleaned = super().clean()
        if FILL in self.data and "page_file" in self.fields:
            self._take_page(cleaned)
        return cleaned

    def _take_page(self, cleaned: dict) -> None:
        file, source = cleaned.get("page_file"), cleaned.get("page_source") or ""
        name = "page_file" if file else "page_source"
        if file and file.size > MOST_BYTES:
            self.add_error(name, _("The file is larger than 8 MB. Save the page as HTML only."))
            return
        page = (file.read(), "text/html") if file else (source.encode(), "text/html; charset=utf-8")
        if not page[0].strip():
            self.add_error("page_file", _("Choose the saved file, or paste the page's source."))
        elif _is_no_html(page[0]):
            self.add_error(
                name, _("This is no HTML page. In the browser, save the page as “HTML only”.")
            )
        else:
            cleaned["page"] = page


def _is_no_html(page: bytes) -> bool:
    """Whether it is something else: a picture, a PDF file, or a web archive of a browser."""
    start = page[:2_000].replace(b"\x00", b"").lstrip().lower()
    return b"<" not in start or start.startswith((b"from:", b"mime-version:", b"%pdf", b"bplist"))
