"""People who are quoted or speak for NKDB, and the titles they held."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.constraints import in_order
from articles.fields import NameField
from articles.models.named import Named


class Person(Named):
    """Somebody quoted in coverage or speaking for NKDB. Never a protected witness."""

    is_proposed = models.BooleanField(
        _("proposed by an import"),
        default=False,
        help_text=_(
            "Take the tick away when you have checked the name. Until then it is not public."
        ),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)

    def role_on(self, date: dt.date | None) -> "Role | None":
        """The role held on a day, the latest where several fit; None where none is known."""
        fitting = [role for role in self.roles.all() if date and role.covers(date)]
        return max(fitting, key=lambda role: role.start or dt.date.min, default=None)


class Role(models.Model):
    """A title that a person held from one day to another; an open end means until now."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    title = NameField(_("title in English"), max_length=200)
    title_ko = NameField(_("title in Korean"), max_length=200, blank=True)
    organisation = NameField(_("organisation"), max_length=200, blank=True)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(
                condition=in_order("start", "end"),
                name="role_ends_after_it_starts",
                violation_error_message=_("The role ends before it starts. Check the two dates."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def covers(self, date: dt.date) -> bool:
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)

    def title_in(self, language: str) -> str:
        """The title for readers of `language`, in English where there is no other."""
        return (language == "ko" and self.title_ko) or self.title
