"""The admin of pictures."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.image import ImageForm
from articles.models import Image


@admin.register(Image)
class ImageAdmin(VersionedAdmin):
    form = ImageForm
    fields = ("key", "file", "thumbnail", "alt", "alt_ko", "credit")
    readonly_fields = ("thumbnail",)
    list_display = ("thumbnail", "key", "alt", "alt_ko", "credit")
    list_display_links = ("thumbnail", "key")
    search_fields = ("key", "alt", "alt_ko", "credit")

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        if not image.file:
            return "–"
        alt = image.alt_in(get_language()) or image.key
        return format_html('<img src="{}" alt="{}" class="thumbnail">', image.file.url, alt)
