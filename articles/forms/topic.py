"""The staff's form of a topic."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.fields import lines_of
from articles.models import Topic
from articles.text.similar import folded, is_similar

#: The button with which an editor says that a topic is another one in spite of its name.
AS_NEW = "_as_new"


class TopicForm(forms.ModelForm):
    """Offers an existing topic instead of a second one under another spelling.

    After validation `similar` is the existing topic and `similar_term` the word by which it was
    found, or None.
    """

    similar: Topic | None = None
    similar_term: str | None = None

    class Meta:
        model = Topic
        fields = ()  # named by the admin

    def clean_synonyms(self):
        """Each synonym belongs to one topic only."""
        others = {folded(term): topic for topic in self._others() for term in topic.terms}
        synonyms = lines_of(self.cleaned_data["synonyms"])
        for synonym in synonyms:
            if owner := others.get(folded(synonym)):
                raise forms.ValidationError(
                    _("“%(synonym)s” belongs to the topic “%(topic)s” already. Take it out here.")
                    % {"synonym": synonym, "topic": owner}
                )
        return "\n".join(synonyms)

    def clean(self):
        cleaned = super().clean()
        names = [cleaned.get("name", ""), cleaned.get("name_ko", "")]
        if not self.instance.pk and AS_NEW not in self.data:
            self._find_similar(names)
        if self.similar:
            self.add_error(
                None,
                _("There is already a topic “%(topic)s”, which is also found as “%(term)s”.")
                % {"topic": self.similar, "term": self.similar_term},
            )
        return cleaned

    def _find_similar(self, names: list[str]) -> None:
        for topic in self._others():
            for term in topic.terms:
                if any(is_similar(name, term) for name in names):
                    self.similar, self.similar_term = topic, term
                    return

    def _others(self):
        return Topic.objects.exclude(pk=self.instance.pk)
