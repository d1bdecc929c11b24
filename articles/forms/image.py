"""The staff's form of a picture."""

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.images.vetting import UnusableImage, vet
from articles.models import Image


class ImageForm(forms.ModelForm):
    # Not an ImageField of forms: that would let every decoder of Pillow see the file.
    file = forms.FileField(
        label=_("file"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 15 MB. Only the pixels are kept."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}
        ),
    )

    class Meta:
        model = Image
        fields = ("key", "file", "alt", "alt_ko", "credit")

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if not isinstance(sent, UploadedFile):
            return sent
        try:
            clean = vet(sent)
        except UnusableImage as reason:
            raise forms.ValidationError(str(reason)) from None
        return ContentFile(clean.content, f"picture{clean.suffix}")

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("alt") or cleaned.get("alt_ko")):
            self.add_error(
                "alt", _("Say what the picture shows, in at least one of the languages.")
            )
        if self.errors and isinstance(cleaned.get("file"), ContentFile):
            self.add_error("file", _("A browser does not keep a file. Choose it again."))
        return cleaned
