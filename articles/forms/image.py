"""The staff's form of a picture."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.images.vetting import UnusableImage, vet
from articles.models import Image


class ImageForm(forms.ModelForm):
    """Keeps the pixels of what is uploaded and nothing else."""

    # Not an ImageField of forms: that would let every decoder of Pillow see the file.
    file = forms.FileField(
        label=capfirst(_("file")),
        help_text=_(
            "JPEG, PNG, WebP, GIF or AVIF, at most 15 MB. Only the pixels are kept: no position, "
            "no name of a camera, nothing else that the file may tell."
        ),
        widget=AdminFileWidget(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Image
        fields = ("key", "file", "focus", "alt", "alt_ko", "credit")
        widgets = {"focus": forms.RadioSelect(attrs={"class": "nine-parts"})}

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.errors and "file" not in self.errors and self.files:
            self.add_error(
                "file", _("The picture was not kept, because of the other errors. Choose it again.")
            )

    def clean_file(self):
        """The picture drawn anew; the stored one where no other was chosen."""
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
        return cleaned
