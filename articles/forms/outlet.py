"""The staff's form of an outlet."""

from django import forms
from django.core.validators import DomainNameValidator
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.fields import lines_of
from articles.forms.languages import LanguageField
from articles.forms.named import NamedForm
from articles.models import Outlet
from articles.text import names

_is_domain = DomainNameValidator(accept_idna=True)


class OutletForm(NamedForm):
    already = _("There is already an outlet “%(known)s”.")
    already_as = _("There is already an outlet “%(known)s”, which is also known as “%(word)s”.")

    country = forms.ChoiceField(
        label=capfirst(_("country")),
        required=False,
        choices=lambda: [("", "---------"), *names.countries(get_language())],
    )
    language = LanguageField(label=capfirst(_("main language")))

    class Meta:
        model = Outlet
        fields = ()  # named by the admin

    def words_of(self, row):
        return row.names

    def clean_domains(self):
        """One host name a line, in small letters."""
        domains = lines_of(self.cleaned_data["domains"].lower())
        wrong = [domain for domain in domains if not _is_host_name(domain)]
        if wrong:
            raise forms.ValidationError(
                [
                    _(
                        "“%(line)s” is not a domain. Write only the host name, for example example.org."
                    )
                    % {"line": line}
                    for line in wrong
                ]
            )
        return "\n".join(domains)


def _is_host_name(text: str) -> bool:
    try:
        _is_domain(text)
    except forms.ValidationError:
        return False
    return True
