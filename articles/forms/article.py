"""The staff's form of an article."""

from django.utils.translation import gettext_lazy as _

from articles.forms.languages import LanguageField
from articles.forms.publishable import PublishableForm
from articles.forms.versioned import PartFormSet
from articles.models import Article


class ArticleForm(PublishableForm):
    original_language = LanguageField(label=_("Language of the original"))

    class Meta:
        model = Article
        fields = ()  # named by the fieldsets of the admin


class QuotedFormSet(PartFormSet):
    """The people quoted, nobody twice."""

    once = "person"
