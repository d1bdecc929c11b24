"""What the moderators are asked on the page of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.choices import AuditReason


class OpeningForm(forms.Form):
    """Why somebody opens a sealed case."""

    reason = forms.ChoiceField(label=_("Why do you open it?"), choices=AuditReason)

    def clean_reason(self) -> AuditReason:
        return AuditReason(self.cleaned_data["reason"])
