"""Signing in: name and password, then a code."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import audit
from articles.accounts import pauses
from articles.choices import AuditEvent


class SignInForm(AdminAuthenticationForm):
    """Name and password. After five wrong guesses nothing is looked at for a quarter of an hour."""

    def clean(self):
        name = self.cleaned_data.get("username", "").casefold()
        key = pauses.key_of(self.request, name, "password")
        if until := pauses.take_turn(key):
            raise ValidationError(wait_until(until), code="paused")
        try:
            cleaned = super().clean()
        except ValidationError:
            account = User.objects.filter(username__iexact=name).first()
            audit.record(AuditEvent.SIGN_IN_FAILED, by=None, about=account)
            if pauses.is_over_limit(key):
                audit.record(AuditEvent.LOCKED_OUT, by=None, about=account)
            raise
        pauses.forget(key)
        return cleaned


class CodeForm(forms.Form):
    """A code of the app, or one from the sheet of recovery codes."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def wait_until(until) -> str:
    """What somebody is told who guessed too often."""
    minutes = max(1, -int((timezone.now() - until).total_seconds() // 60))
    return (
        ngettext(
            "Too many wrong attempts from here. Wait %d minute, then try again. What is entered before is not looked at.",
            "Too many wrong attempts from here. Wait %d minutes, then try again. What is entered before is not looked at.",
            minutes,
        )
        % minutes
    )
