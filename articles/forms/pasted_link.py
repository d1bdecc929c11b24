"""The one field from which an article is started."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.fields import WebAddressField
from articles.text.address import NotAWebAddress, parse


class PastedLinkForm(forms.Form):
    """An address as it is copied from a browser, with or without https://."""

    url = forms.CharField(
        label=_("Address of the piece"),
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vURLField", "inputmode": "url", "autofocus": True}),
        error_messages={"required": _("Paste the address of the piece.")},
    )

    def clean_url(self):
        try:
            url = str(parse(self.cleaned_data["url"]))
            WebAddressField().run_validators(url)
        except NotAWebAddress as error:
            raise ValidationError(error.args[0]) from None
        return url
