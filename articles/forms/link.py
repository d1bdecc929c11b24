"""The links of an item, edited below it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.languages import LanguageField
from articles.forms.versioned import PartFormSet


class LinkForm(forms.ModelForm):
    language = LanguageField(label=_("Language"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_unfinished and "url" in self.fields:
            self.fields["url"].widget.attrs |= {
                "class": "vURLField unfinished",
                "placeholder": _("The address got lost. Paste it here, or delete the link."),
            }

    @property
    def is_unfinished(self) -> bool:
        """Whether the stored link has lost its address."""
        return bool(self.instance.pk and not self.instance.url)


class LinkFormSet(PartFormSet):
    """Points at each link whose address is missing when somebody wants to publish."""

    once = "url"

    def clean(self):
        super().clean()
        if not {"_publish", "_schedule"} & set(self.data):
            return
        for form in self.kept_forms:
            if not form.cleaned_data.get("url") and "url" not in form.errors:
                form.add_error("url", _("The address got lost. Complete it, or delete the link."))
