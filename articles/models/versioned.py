"""Rows that count their saves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that counts its saves, so that nobody overwrites what they have not seen."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.fill_in()
        super().save(*args, **kwargs)

    def clean(self):
        # Forms look at the constraints before save() is called.
        self.fill_in()
        super().clean()

    def fill_in(self) -> None:
        """Set what follows from the rest of the row, for example an address that was left empty.

        save() does it; call it on every row that bulk_create() stores.
        """
