"""The admin of pictures."""

from django.contrib import admin
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.image import ImageForm
from articles.images.derivatives import settle
from articles.models import Image


@admin.register(Image)
class ImageAdmin(VersionedAdmin):
    form = ImageForm
    list_display = ("thumbnail", "key", "alt", "alt_ko", "credit", "article_count")
    list_display_links = ("thumbnail", "key")
    search_fields = ("key", "alt", "alt_ko", "credit")
    ordering = ("key",)  # counting drops the order of the model
    readonly_fields = ("thumbnail", "used_by")

    def get_fields(self, request, obj=None):
        shown = ("thumbnail", "used_by") if obj else ()
        return ("file", *shown, "focus", "alt", "alt_ko", "credit", "key")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(articles_number=Count("article"))

    # --- its files --------------------------------------------------------------------------

    def store(self, request, obj, form, change):
        former = Image.objects.filter(pk=obj.pk).first()
        super().store(request, obj, form, change)
        _settle_when_stored(obj.pk, former)

    def delete_model(self, request, obj):
        former = Image.objects.get(pk=obj.pk)
        super().delete_model(request, obj)
        _settle_when_stored(former.pk, former)

    def delete_queryset(self, request, queryset):
        former = list(queryset)
        super().delete_queryset(request, queryset)
        for image in former:
            _settle_when_stored(image.pk, image)

    def _bring_back(self, request, row, version, **options):
        response = super()._bring_back(request, row, version, **options)
        settle(int(version.object_id), row)  # what was brought back is committed
        return response

    # --- what the pages show ----------------------------------------------------------------

    @admin.display(description=_("picture"), empty_value="–")
    def thumbnail(self, image):
        if not image.file:
            return None
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" class="thumbnail" loading="lazy">',
            image.address_of_width(320),
            image.width,
            image.height,
            image.alt_in(get_language()) or image.key,
        )

    @admin.display(description=_("articles"), ordering="articles_number")
    def article_count(self, image):
        return image.articles_number

    @admin.display(description=_("where it is used"), empty_value="–")
    def used_by(self, image):
        rows = (
            (reverse("admin:articles_article_change", args=[article.pk]), article)
            for article in image.article_set.all()
        )
        return format_html_join("", '<a class="used" href="{}">{}</a>', rows) or None


def _settle_when_stored(pk: int, former: Image | None) -> None:
    """What goes wrong is logged, and the save stays."""
    # A lambda, because Django logs what fails under a name, and a partial has none.
    transaction.on_commit(lambda: settle(pk, former), robust=True)
