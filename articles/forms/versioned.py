"""What the form of every Versioned row of the staff has in common."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefusableForm:
    """Mixed into a model form or formset of the admin: says why a save was taken back.

    `refused` has one sentence for each field; a sentence whose field the form does not have
    stands above the whole form. `conflict` is set where somebody else has saved meanwhile.
    """

    refused: dict[str, str] = {}
    conflict = None

    def clean(self):
        cleaned = super().clean()
        if self.conflict:
            self.add_error(None, forms.ValidationError(self.conflict.sentence, code="conflict"))
        for field, reason in self.refused.items():
            self.add_error(field if field in self.fields else None, reason)
        return cleaned


class PartFormSet(forms.BaseInlineFormSet):
    """Rows below an item: the same thing twice is told kindly, and so is why a save was refused.

    `refused` is a sentence about all rows together; `once` names the field that may not repeat.
    """

    refused = ""
    once: str | None = None

    def clean(self):
        super().clean()
        if self.once:
            self._refuse_repetition()
        if self.refused:
            raise forms.ValidationError(self.refused)

    def _refuse_repetition(self) -> None:
        seen = set()
        for form in self.kept_forms:
            value = form.cleaned_data.get(self.once)
            if value and value in seen:
                form.add_error(self.once, _("This stands here twice. Remove one of the two."))
            seen.add(value)

    @property
    def kept_forms(self) -> list[forms.ModelForm]:
        """The rows that say something and are not to be deleted."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not getattr(form, "cleaned_data", {}).get("DELETE")
        ]
