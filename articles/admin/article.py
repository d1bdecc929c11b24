"""The admin of articles."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import TopicFilter, WaitingFilter
from articles.admin.from_link import FromLink
from articles.admin.link import LinkInline
from articles.admin.publishable import PublishableAdmin, replaced
from articles.choices import LinkKind
from articles.forms.article import ArticleForm, QuotedFormSet
from articles.models import Article, ExternalLink, Quoted
from articles.views.article import render_article


class QuotedInline(admin.StackedInline):
    model = Quoted
    formset = QuotedFormSet
    fields = (("person", "role"),)
    autocomplete_fields = ("person",)
    extra = 0
    after = "subjects"


def without_notes(fields: tuple) -> tuple:
    return tuple(name for name in fields if name != "import_notes")


@admin.register(Article)
class ArticleAdmin(FromLink, PublishableAdmin):
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
        (_("Address and notes"), {"classes": ("address",), "fields": ("slug", "import_notes")}),
    )
    list_display = (
        "shown_title",
        "shown_status",
        "shown_outlet",
        "outlet_date",
        "language",
        "other_language",
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

    def get_fieldsets(self, request, obj=None):
        """Without the notes of the import where there are none."""
        has_notes = obj is not None and obj.import_notes
        fieldsets = [
            (name, options if has_notes else options | {"fields": without_notes(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, options | {"fields": replaced(options["fields"], "testimony", "covered")})
            for name, options in fieldsets
        ]

    @admin.display(description=_("testimony that it covers"), empty_value="–")
    def covered(self, article):
        """For whoever may only look: without the title of what is being redacted."""
        return article.testimony and article.testimony.staff_title

    def get_queryset(self, request):
        originals = ExternalLink.objects.filter(kind=LinkKind.ORIGINAL).exclude(url="")
        has_source = originals.filter(article=OuterRef("pk"))
        return super().get_queryset(request).annotate(source_is_there=Exists(has_source))

    @admin.display(description=_("outlet"), ordering="outlet__name", empty_value="–")
    def shown_outlet(self, article):
        return article.outlet and article.outlet.name_in(get_language())

    @admin.display(description=_("source"), boolean=True)
    def has_source(self, article):
        return article.source_is_there or article.no_public_original

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "testimony":
            field.label_from_instance = lambda testimony: testimony.staff_title
        return field

    def render_preview(self, request, article):
        return render_article(request, article, is_preview=True)
