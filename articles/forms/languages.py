"""Choosing a language by its name."""

from django import forms
from django.utils.translation import get_language

from articles.text import names

# What our coverage is mostly in stands first.
FREQUENT = ("ko", "en", "ja", "zh")


class LanguageSelect(forms.Select):
    """A list that also shows a stored code which it has no name for."""

    def optgroups(self, name, value, attrs=None):
        known = {str(code) for code, _name in self.choices}
        self.choices = [*self.choices, *((code, code) for code in value if code not in known)]
        return super().optgroups(name, value, attrs)


class LanguageField(forms.ChoiceField):
    """The code of a language, chosen by its name in the language of the staff."""

    widget = LanguageSelect

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=_choices, **kwargs)

    def valid_value(self, value):
        """Any code, because an import may have found a rare one. The model looks at its form."""
        return True


def _choices() -> list[tuple[str, str]]:
    known = dict(names.languages(get_language()))
    frequent = [(code, known.pop(code)) for code in FREQUENT]
    return [("", "---------"), *frequent, *known.items()]
