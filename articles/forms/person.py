"""The staff's form of a person."""

from django.utils.translation import gettext_lazy as _

from articles.forms.named import NamedForm
from articles.models import Person


class PersonForm(NamedForm):
    already = already_as = _("“%(known)s” is already among the people.")

    class Meta:
        model = Person
        fields = ()  # named by the admin

    def words_of(self, row):
        return (row.name, row.name_ko) if row.name_ko else (row.name,)
