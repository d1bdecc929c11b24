"""The links of an item, edited below it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkFormSet(forms.BaseInlineFormSet):
    """Points at the link whose address is still missing when somebody wants to publish."""

    def clean(self):
        super().clean()
        if not {"_publish", "_schedule"} & set(self.data):
            return
        for form in self.forms:
            if is_unfinished(form):
                form.add_error("url", _("The address got lost. Complete it, or delete the link."))


def is_unfinished(form: forms.ModelForm) -> bool:
    """A link that stays, says something and has no address."""
    cleaned = getattr(form, "cleaned_data", {})
    is_there = form.instance.pk or form.has_changed()
    return bool(is_there and not cleaned.get("DELETE") and not cleaned.get("url"))
