"""The forms of the two doors and of the receipt. They need no session, no cookie and no script."""

import hmac
import json
import uuid

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.choices import Purpose
from articles.fields import WebAddressField, normalized
from articles.submissions import intake, receipts, tokens
from articles.submissions.tokens import Timing
from articles.submissions.uploads import MOST_FILES
from articles.submissions.word_lists import ReceiptStyle
from articles.text.address import NotAWebAddress, same_page_key

FILE_FIELDS = tuple(f"file_{number}" for number in range(1, MOST_FILES + 1))
#: For the browser's chooser only; what arrives is looked at by its first bytes.
ACCEPT = "image/*,audio/*,video/*,.pdf,.txt,.rtf,.doc,.docx,.odt,.hwp,.hwpx,.xls,.xlsx,.ods,.zip"


class GuardedForm(forms.Form):
    """A form with a signed time and a field that only programs fill in."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    use_required_attribute = False

    def __init__(self, data=None, **kwargs):
        kwargs.setdefault("initial", {})["token"] = tokens.issue()
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self.add_error(None, _("Empty the field that is to stay empty, and send it again."))
        self._look_at_the_time(tokens.timing(cleaned.get("token") or ""))
        return cleaned

    def _look_at_the_time(self, timing: Timing) -> None:
        if timing is Timing.TOO_FAST:
            self.add_error(None, _("That was very quick. Send it once more: nothing is lost."))
        elif timing is not Timing.FINE:
            self.add_error(
                None,
                _("The form was open for more than a day. Send it once more: nothing is lost."),
            )
            self._renew_token()

    def _renew_token(self) -> None:
        receipt = tokens.receipt_in(self.data.get("token", ""))
        self.data = self.data.copy()
        self.data["token"] = tokens.issue(receipt)


class TipForm(GuardedForm):
    """The address of a piece of coverage, and a note."""

    url = WebAddressField(_("Web address of the article")).formfield()
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What we should know about it. Do not write who you are."),
        required=False,
        max_length=intake.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_url(self):
        try:
            same_page_key(self.cleaned_data["url"])
        except NotAWebAddress as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return self.cleaned_data["url"]


class _WithFiles(GuardedForm):
    """A form with up to five files. They are sealed before the form sees them.

    `complete` is the last field of the page: without it the line broke before all had arrived, and
    a file may be cut off.
    """

    complete = forms.CharField(required=False)

    def __init__(self, data=None, *, refused: dict[str, str] | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self._refused = refused or {}
        for number, name in enumerate(FILE_FIELDS, start=1):
            self.fields[name] = forms.FileField(
                label=_("File %(number)s") % {"number": number},
                required=False,
                widget=forms.FileInput(attrs={"accept": ACCEPT}),
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("complete") != "yes":
            self.add_error(None, _("Not everything has arrived. Send it once more."))
        for name, sentence in self._refused.items():
            self.add_error(name if name in FILE_FIELDS else None, sentence)
        return cleaned

    @property
    def file_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FILE_FIELDS]

    @property
    def has_lost_files(self) -> bool:
        """Whether somebody has to choose files again, because a browser never sends them twice."""
        return bool(self.errors and (self.files or self._refused))


class TestimonyForm(_WithFiles):
    """A testimony: what happened, how to reach the person, what we may do with it."""

    text = forms.CharField(
        label=_("What do you want to tell us?"),
        help_text=_("In any language. Leave out the names of others and where they live."),
        max_length=intake.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("The text is empty. Write at least one sentence.")},
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_(
            "Better leave this empty: with your receipt you can read our questions here. "
            "What you write here is sealed like your text."
        ),
        required=False,
        max_length=intake.LONGEST_CONTACT,
    )
    purposes = forms.MultipleChoiceField(
        label=_("What may we do with it?"),
        help_text=_("You can change each of these later with your receipt."),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    style = forms.ChoiceField(
        label=_("Your receipt is to be made of"),
        choices=ReceiptStyle.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, **kwargs):
        in_korean = get_language() == "ko"
        style = ReceiptStyle.KOREAN if in_korean else ReceiptStyle.ENGLISH
        kwargs.setdefault("initial", {})["style"] = style
        super().__init__(data, **kwargs)

    def clean_text(self):
        return normalized(self.cleaned_data["text"])

    @property
    def receipt(self) -> bytes:
        """The receipt that this form was given when it was opened."""
        return tokens.receipt_in(self.cleaned_data["token"])


class WordForm(forms.Form):
    """One word of the receipt, typed back."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    style = forms.ChoiceField(widget=forms.HiddenInput, choices=ReceiptStyle.choices)
    position = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9)
    word = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    @property
    def written(self) -> list[str]:
        """The receipt as it was shown; empty if the token is none of ours."""
        receipt = tokens.receipt_in(self.data.get("token", ""))
        style = self.data.get("style")
        return receipts.write(receipt, style) if receipt and style in ReceiptStyle.values else []

    @property
    def is_right(self) -> bool:
        """Whether the word is the one that was asked for."""
        if not self.is_valid() or self.cleaned_data["position"] > len(self.written):
            return False
        asked_for = self.written[self.cleaned_data["position"] - 1]
        return receipts.is_same_word(self.cleaned_data["word"], asked_for)


class ReceiptForm(GuardedForm):
    """Where a receipt is typed."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("The words or digits in their order. Spaces and capitals do not matter."),
        max_length=receipts.LONGEST_INPUT,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Type the words or digits of your receipt.")},
    )


class AnswerForm(_WithFiles):
    """What a person adds later."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=intake.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("The answer is empty. Write at least one sentence.")},
    )

    def clean_text(self):
        return normalized(self.cleaned_data["text"])

    @property
    def key(self) -> uuid.UUID:
        """The same for the same answer, as often as it is sent from the same form.

        It follows from random bits in the token, which are kept nowhere, and so tells nothing.
        """
        sizes = {name: file.size for name, file in self.files.items()}
        answer = json.dumps([self.cleaned_data["text"], sizes], sort_keys=True)
        secret = tokens.receipt_in(self.cleaned_data["token"])
        return uuid.UUID(bytes=hmac.digest(secret, answer.encode(), "sha256")[:16])


class ConsentForm(forms.Form):
    """What we may do with it from now on."""

    purposes = forms.MultipleChoiceField(
        label=_("What may we do with it?"),
        help_text=_("What stays ticked is given anew from today."),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WithdrawalForm(forms.Form):
    """The last question before everything is erased."""

    is_sure = forms.BooleanField(
        label=_("Yes, erase everything that I sent"),
        error_messages={"required": _("Tick this first. What is erased cannot be brought back.")},
    )
