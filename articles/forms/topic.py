"""The staff's form of a topic."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.fields import lines_of
from articles.forms.named import NamedForm
from articles.models import Topic
from articles.text.similar import folded


class TopicForm(NamedForm):
    already = _("There is already a topic “%(known)s”.")
    already_as = _("There is already a topic “%(known)s”, which is also found as “%(word)s”.")

    class Meta:
        model = Topic
        fields = ()  # named by the admin

    def words_of(self, row):
        return row.terms

    def clean_synonyms(self):
        """One a line. Each belongs to one topic only."""
        owners = {folded(term): topic for topic in self.others() for term in topic.terms}
        synonyms = lines_of(self.cleaned_data["synonyms"])
        taken = [word for word in synonyms if folded(word) in owners]
        if taken:
            raise forms.ValidationError(
                [
                    _("“%(word)s” belongs to the topic “%(topic)s” already. Take it out here.")
                    % {"word": word, "topic": owners[folded(word)]}
                    for word in taken
                ]
            )
        return "\n".join(synonyms)
