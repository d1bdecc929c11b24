"""What moderators write on the page of a redaction, and the names that they protect."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.choices import ChangeReason, Language, SubmissionState
from articles.models import Testimony
from articles.submissions.redaction import FIELDS

LONGEST_NAMES = 4_000


class StartForm(forms.Form):
    """In which language the redacted text is written."""

    language = forms.ChoiceField(label=_("Language of the redacted text"), choices=Language)

    def clean_language(self) -> Language:
        return Language(self.cleaned_data["language"])


class RedactionForm(forms.ModelForm):
    """The columns of a draft that moderators write."""

    class Meta:
        model = Testimony
        fields = FIELDS
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "content_note": forms.TextInput(attrs={"class": "vTextField"}),
            "summary": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 4}),
            "place": forms.TextInput(attrs={"class": "vTextField"}),
            "alias": forms.TextInput(attrs={"class": "vTextField"}),
            "date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "content_note", "summary", "body", "place", "alias"):
            self.fields[name].widget.attrs["lang"] = self.instance.language

    def clean_body(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["body"])


class SendBackForm(forms.Form):
    """Why a redaction has to be worked over."""

    reason = forms.ChoiceField(label=_("Why does it go back?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = SubmissionState.AWAITING_APPROVAL.reasons_for(SubmissionState.REDACTING)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in fitting]

    def clean_reason(self) -> ChangeReason:
        return ChangeReason(self.cleaned_data["reason"])


class NamesForm(forms.Form):
    """Names to keep off the site, one a line. They are kept as digests only."""

    names = forms.CharField(
        label=_("Names, one a line"),
        max_length=LONGEST_NAMES,
        widget=forms.Textarea(
            attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false", "class": "names"}
        ),
        help_text=_(
            "Write each name in every form that you know: Hangul, Chinese characters, Latin letters."
        ),
        error_messages={"required": _("Type a name, or mark one in the text.")},
    )

    def clean_names(self) -> tuple[str, ...]:
        """The names; several forms on one line may have a slash or a comma between them."""
        parts = self.cleaned_data["names"].replace("/", "\n").replace(",", "\n").replace(";", "\n")
        return tuple(dict.fromkeys(part.strip() for part in parts.splitlines() if part.strip()))
