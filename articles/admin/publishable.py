"""What the admin pages of articles and testimonies share: the form and its buttons."""

from urllib.parse import unquote

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import blocking, publishing
from articles.admin import verbs
from articles.admin.base import Refusal, VersionedAdmin
from articles.admin.link import tell_of_links_elsewhere
from articles.admin.lists import ListPart
from articles.admin.side_pages import SidePages
from articles.choices import Language, Status
from articles.models import Publishable, Topic
from articles.templatetags.reading import rich


class PublishableAdmin(SidePages, ListPart, VersionedAdmin):
    """Forms, buttons and lists of items that we publish."""

    # Publishing looks at what readers would see.
    is_public_at_once = False

    class Media:
        css = {"all": ("css/admin-forms.css",)}

    # --- the form ---------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """Who may only look sees the text as readers do, not its HTML."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, options | {"fields": replaced(options["fields"], "body", "shown_body")})
            for name, options in fieldsets
        ]

    @admin.display(description=gettext_lazy("text"))
    def shown_body(self, item):
        return rich(item.body)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "topics":
            return self._topics_field(db_field, request)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "summary":
            field.widget.attrs["rows"] = 4
        return field

    def _topics_field(self, db_field, request):
        can_add = self.admin_site.get_model_admin(Topic).has_add_permission(request)
        widget = RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(db_field, self.admin_site),
            db_field.remote_field,
            self.admin_site,
            can_add_related=can_add,
        )
        return forms.ModelMultipleChoiceField(
            Topic.objects.all(),
            widget=widget,
            required=False,
            label=capfirst(db_field.verbose_name),
            help_text=_("Type a name or a synonym. The plus sign makes a new topic.")
            if can_add
            else _("Type a name or a synonym."),
        )

    def get_readonly_fields(self, request, obj=None):
        """The language is fixed when readers know the item or there is the other version."""
        fixed = super().get_readonly_fields(request, obj)
        if obj is None or not (obj.published_at or obj.versions().exclude(pk=obj.pk).exists()):
            return fixed
        return (*fixed, "language")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        item = obj or self.model()
        may_save = (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        )
        context["verb_buttons"] = {
            verb.name: verb
            for verb in verbs.VERBS
            if may_save and verb.fits(item) and verbs.may(verb, self, request, item)
        }
        if obj is not None and obj.pk:
            context["other_version"] = obj.versions().exclude(pk=obj.pk).first()
            context["other_language"] = Language(obj.language).other
            if not context["other_version"] and self.has_add_permission(request):
                context["language_to_make"] = context["other_language"]
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- saving -----------------------------------------------------------------------------

    def store(self, request, obj, form, change):
        obj.updated_by = request.user
        if not change:
            obj.created_by = request.user
        verb = verbs.asked(request.POST)
        if verb and verb.comes_first:
            self._apply(verb, obj, request, form)
        request.is_public = obj.status == Status.PUBLISHED
        request.former_path = obj.published_at and self._stored_path(obj)
        if request.is_public and blocking.gaps_in(obj):
            # The database refuses such a row. The links are saved first, so that all reasons
            # can be told together; then save_related() takes everything back.
            return
        super().store(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.complete(request, form)
        item, verb = form.instance, verbs.asked(request.POST)
        if verb and not verb.comes_first:
            self._apply(verb, item, request, form)  # it looks itself at what blocks
        elif request.is_public and (reasons := blocking.what_blocks(item)):
            raise Refusal(reasons)
        tell_of_links_elsewhere(request, item, formsets)
        if request.former_path and request.former_path != item.get_absolute_url():
            messages.info(
                request,
                _("The former address %(former)s leads to the new one, %(new)s.")
                % {
                    "former": unquote(request.former_path),
                    "new": unquote(item.get_absolute_url()),
                },
            )

    def complete(self, request, form) -> None:
        """Fill in what the form asks for beside its fields, before anything is published."""

    def _stored_path(self, obj: Publishable) -> str:
        return self.model._base_manager.get(pk=obj.pk).get_absolute_url()

    def _apply(self, verb, item, request, form) -> None:
        if not verbs.may(verb, self, request, item):
            raise PermissionDenied
        try:
            verb.apply(item, request.user, form.cleaned_data)
        except publishing.Blocked as blocked:
            raise Refusal(blocked.reasons) from None
        except publishing.WrongStatus as wrong:
            raise Refusal({"": str(wrong)}) from None
        except publishing.EditConflict:
            raise Refusal({}) from None

    def response_add(self, request, obj, post_url_continue=None):
        return self._response(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._response(request, obj) or super().response_change(request, obj)

    def _response(self, request, obj):
        """Where a button of ours leads; None for the stock ones."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(self.address_of("preview", obj))
        if "_translate" in request.POST:
            return self.translate(request, obj)
        verb = verbs.asked(request.POST)
        if verb is None:
            return None
        said = verb.done % obj
        if obj.is_visible:
            link = '{} <a href="{}">{}</a>'
            said = format_html(link, said, obj.get_absolute_url(), _("Open the page"))
        messages.success(request, said)
        return HttpResponseRedirect(self.address_of("change", obj))

    def address_of(self, page: str, obj: Publishable) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])

    # --- permissions ------------------------------------------------------------------------

    def has_publish_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        """Whoever may not publish may not change what is or was public either."""
        may_change = super().has_change_permission(request, obj)
        is_free = obj is None or obj.status in {Status.DRAFT, Status.IN_REVIEW}
        return may_change and (is_free or self.has_publish_permission(request))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.has_publish_permission(request)


def replaced(fields: tuple, name: str, other: str) -> tuple:
    return tuple(other if field == name else field for field in fields)
