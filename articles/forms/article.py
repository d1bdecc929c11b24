"""The staff's form of an article."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class PublishingFields(forms.Form):
    """What the buttons *Schedule* and *Withdraw* need to know."""

    publish_at = forms.SplitDateTimeField(
        label=_("publish at"),
        required=False,
        help_text=_("Seoul time. Needed for “Schedule” only."),
    )
    reason = forms.CharField(
        label=_("reason of the withdrawal"),
        required=False,
        max_length=500,
        help_text=_("Needed for “Withdraw” only. Readers do not see it."),
    )

    def clean_publish_at(self):
        at = self.cleaned_data.get("publish_at")
        if "_schedule" not in self.data:
            return at
        if at is None:
            raise forms.ValidationError(_("Enter the day and the time at which to publish it."))
        if at <= timezone.now():
            raise forms.ValidationError(
                _("This time has passed. Enter a later one, or press “Publish”.")
            )
        return at

    def clean_reason(self):
        reason = self.cleaned_data.get("reason", "").strip()
        if "_withdraw" in self.data and not reason:
            raise forms.ValidationError(
                _("Say why it is withdrawn. Only the staff see the reason.")
            )
        return reason


class PublishableForm(PublishingFields, forms.ModelForm):
    """What the forms of articles and testimonies share."""


class ArticleForm(PublishableForm):
    class Meta:
        model = Article
        fields = ()  # named by the fieldsets of the admin
