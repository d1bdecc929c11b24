"""What the staff's forms of articles and testimonies share."""

import unicodedata

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Publishable
from articles.text import slugs


class MomentInput(forms.DateTimeInput):
    """A day and a time, entered with the browser's own control."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A time to come, in the time zone of the site."""

    widget = MomentInput
    default_error_messages = {
        "required": _("Enter the day and the time at which to publish it."),
        "past": _("This time has passed. Enter a later one, or press “Publish”."),
    }

    def validate(self, value):
        super().validate(value)
        if value and value <= timezone.now():
            raise forms.ValidationError(self.error_messages["past"], code="past")


class ReasonField(forms.CharField):
    """Why something is withdrawn."""

    default_error_messages = {
        "required": _("Say why it is withdrawn. Only the staff see the reason."),
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=500, **kwargs)


class ScheduleForm(forms.Form):
    """What *Schedule* has to know."""

    publish_at = MomentField(label=_("Publish at"), help_text=_("Seoul time."))


class WithdrawForm(forms.Form):
    """What *Withdraw* has to know."""

    reason = ReasonField(
        label=_("Reason of the withdrawal"), help_text=_("Only the staff see the reason.")
    )


class PublishableForm(forms.ModelForm):
    """The text, and beside it what the buttons *Schedule* and *Withdraw* have to know.

    Their fields count only when their button was pressed.
    """

    NEEDED_BY = {"publish_at": "_schedule", "reason": "_withdraw"}

    publish_at = MomentField(label=_("Publish at (Seoul time)"))
    reason = ReasonField(label=_("Reason of the withdrawal"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, button in self.NEEDED_BY.items():
            if button not in self.data:
                # Not asked for now: neither required nor judged.
                self.fields[name] = forms.CharField(
                    label=self.fields[name].label, required=False, widget=self.fields[name].widget
                )
        if self.instance.published_at and self.instance.is_scheduled:
            self.initial["publish_at"] = timezone.localtime(self.instance.published_at)
        if "slug" in self.fields:
            self._explain_slug()

    def _explain_slug(self) -> None:
        field, item = self.fields["slug"], self.instance
        if item.published_at:
            field.help_text = _(
                "The last part of the page's address. If you change it, the former address "
                "leads to the new one for ever."
            )
        elif item.pk and item.slug.startswith(item.wanted_slug):
            # It follows the title until readers can know it.
            self.initial["slug"] = ""
            field.widget.attrs["placeholder"] = item.slug

    def clean_slug(self):
        slug = unicodedata.normalize("NFC", self.cleaned_data["slug"]).lower()
        if slug and slugs.slug_of(slug, fallback="") != slug:
            raise forms.ValidationError(
                _(
                    "An address is made of letters, digits and hyphens. Leave it empty to have it made."
                )
            )
        return slug

    def clean(self):
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and (other := self._with_the_same_address(slug, cleaned)):
            self.add_error(
                "slug", _("“%(title)s” has this address. Choose another one.") % {"title": other}
            )
        return cleaned

    def _with_the_same_address(self, slug: str, cleaned: dict) -> Publishable | None:
        language = cleaned.get("language") or self.instance.language
        others = type(self.instance).objects.in_language(language).exclude(pk=self.instance.pk)
        return others.filter(slug=slug).first()
