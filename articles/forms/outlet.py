"""The staff's form of an outlet."""

from django import forms
from django.core.validators import DomainNameValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.fields import lines_of
from articles.models import Outlet
from articles.text import names

EMPTY = [("", "---------")]
_is_domain = DomainNameValidator(accept_idna=True)


class OutletForm(forms.ModelForm):
    country = forms.ChoiceField(
        label=_("country"),
        required=False,
        choices=lambda: [*EMPTY, *names.countries(get_language())],
    )
    language = forms.ChoiceField(
        label=_("main language"),
        required=False,
        choices=lambda: [*EMPTY, *names.languages(get_language())],
    )

    class Meta:
        model = Outlet
        fields = ()  # named by the admin

    def clean_domains(self):
        """The domains in small letters, one a line, each a host name."""
        domains = [line.lower() for line in lines_of(self.cleaned_data["domains"])]
        for domain in domains:
            try:
                _is_domain(domain)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _(
                        "“%(line)s” is not a domain. Write only the host name, for example example.org."
                    )
                    % {"line": domain}
                ) from None
        return "\n".join(domains)
