"""The staff's form of a testimony."""

from articles.forms.publishable import PublishableForm
from articles.models import Testimony


class TestimonyForm(PublishableForm):
    class Meta:
        model = Testimony
        fields = ()  # named by the fieldsets of the admin
