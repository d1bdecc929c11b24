"""What the staff's forms of topics, outlets and people share: no second one under another spelling."""

from collections.abc import Iterable

from django import forms

from articles.models.named import Named
from articles.text.similar import most_similar

#: The button with which an editor says that it is another one in spite of its name.
AS_NEW = "_as_new"


class NamedForm(forms.ModelForm):
    """Does not take a new row whose name is probably another spelling of a known one.

    After validation `similar` is the known row that is to be offered instead, or None.
    """

    #: Sentences with %(known)s and, in the second, the %(word)s by which it is found as well.
    already: str
    already_as: str
    similar: Named | None = None

    def words_of(self, row: Named) -> Iterable[str]:
        """Every name and synonym of a known row."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk or AS_NEW in self.data:
            return cleaned
        names = [cleaned.get("name", ""), cleaned.get("name_ko", "")]
        known = ((row, self.words_of(row)) for row in self.others())
        if found := most_similar(names, known):
            self.similar, word = found
            is_name = word in {self.similar.name, self.similar.name_ko}
            sentence = self.already if is_name else self.already_as
            self.add_error(None, sentence % {"known": self.similar, "word": word})
        return cleaned

    def others(self):
        """The known rows beside the one of this form."""
        return self._meta.model.objects.exclude(pk=self.instance.pk)
