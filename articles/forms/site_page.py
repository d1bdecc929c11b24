"""The staff's form of a page about ourselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import SitePage


class SitePageForm(forms.ModelForm):
    class Meta:
        model = SitePage
        fields = ("kind", "title", "title_ko", "body", "body_ko")
        error_messages = {
            "kind": {"unique": _("This page is there already. Change it in the list of pages.")}
        }

    def clean(self):
        """A page has a text in at least one language; one without a text is better deleted."""
        cleaned = super().clean()
        if not (cleaned.get("body") or cleaned.get("body_ko")):
            self.add_error("body", _("Write the text in at least one of the languages."))
        return cleaned
