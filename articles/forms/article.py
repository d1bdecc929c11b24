"""The staff's form of an article."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.forms.languages import LanguageField
from articles.forms.publishable import PublishableForm
from articles.forms.saved_page import SavedPageFields
from articles.forms.told_by_page import capture_of, tell_sources
from articles.forms.versioned import PartFormSet
from articles.models import Article, Capture, Testimony


class ArticleForm(SavedPageFields, PublishableForm):
    original_language = LanguageField(label=_("Language of the original"))
    #: What was captured of the page from which a draft was made.
    capture: Capture | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_released_testimonies()
        self.capture = capture_of(self.instance)
        if self.capture:
            tell_sources(self.fields, self.capture)
        else:
            del self.fields["page_file"], self.fields["page_source"]

    def _offer_released_testimonies(self) -> None:
        """None that is being redacted, but for the one that the article covers already."""
        if field := self.fields.get("testimony"):
            released = Q(pk__in=Testimony.objects.released().values("pk"))
            field.queryset = Testimony.objects.filter(released | Q(pk=self.instance.testimony_id))

    @property
    def wants_page(self) -> bool:
        """Whether the page could not be read, so that one saved by hand is wanted."""
        told = {"page_file", "page_source"} & set(self.errors)
        return bool(self.capture and (told or not self.capture.was_read))

    class Meta:
        model = Article
        fields = ()  # named by the fieldsets of the admin


class QuotedFormSet(PartFormSet):
    """The people quoted, nobody twice."""

    once = "person"
