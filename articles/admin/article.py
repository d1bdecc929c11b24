"""The admin of articles."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import TopicFilter, WaitingFilter
from articles.admin.link import LinkInline
from articles.admin.publishable import PublishableAdmin
from articles.choices import LinkKind
from articles.forms.article import ArticleForm
from articles.models import Article, ExternalLink, Quoted
from articles.views.article import render_article


class QuotedInline(admin.TabularInline):
    model = Quoted
    autocomplete_fields = ("person",)
    extra = 0
    after = "subjects"


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    form = ArticleForm
    inlines = (LinkInline, QuotedInline)
    autocomplete_fields = ("outlet", "image", "testimony")
    fieldsets = (
        (
            _("Source"),
            {
                "classes": ("source",),
                "fields": (
                    "outlet",
                    "outlet_date",
                    "headline",
                    "byline",
                    ("medium", "depth", "original_language"),
                    "no_public_original",
                ),
            },
        ),
        (
            _("Our text"),
            {"classes": ("text",), "fields": ("language", "title", "summary", "body", "image")},
        ),
        (
            _("Topics and people"),
            {"classes": ("subjects",), "fields": ("topics", "testimony")},
        ),
        (
            _("Publishing"),
            {
                "classes": ("publishing",),
                "fields": ("slug", "import_notes", "publish_at", "reason"),
            },
        ),
    )
    list_display = (
        "title",
        "outlet",
        "outlet_date",
        "language",
        "shown_status",
        "both_languages",
        "has_source",
        "updated_at",
    )
    list_select_related = ("outlet",)
    list_filter = (
        WaitingFilter,
        "status",
        "language",
        "medium",
        "depth",
        TopicFilter,
        ("outlet", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (
        "title",
        "headline",
        "outlet__name",
        "outlet__name_ko",
        "people__name",
        "people__name_ko",
    )
    date_hierarchy = "outlet_date"

    def get_queryset(self, request):
        originals = ExternalLink.objects.filter(kind=LinkKind.ORIGINAL).exclude(url="")
        has_source = originals.filter(article=OuterRef("pk"))
        return super().get_queryset(request).annotate(source_is_there=Exists(has_source))

    @admin.display(description=_("source"), boolean=True)
    def has_source(self, article):
        return article.source_is_there or article.no_public_original

    def render_preview(self, request, article):
        return render_article(request, article, is_preview=True)
