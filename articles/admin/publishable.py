"""What the admin pages of articles and testimonies share."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin import verbs
from articles.admin.base import Refusal, VersionedAdmin
from articles.choices import Language, Status
from articles.models import Topic


class PublishableAdmin(VersionedAdmin):
    """Forms, buttons and lists of items that we publish."""

    date_hierarchy: str
    list_per_page = 50
    show_full_result_count = False
    actions = ("act_review", "act_draft", "act_publish", "act_withdraw")
    save_as = False

    # --- the form ---------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "topics":
            return self._topics_field(db_field, request)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def _topics_field(self, db_field, request):
        widget = RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(db_field, self.admin_site),
            db_field.remote_field,
            self.admin_site,
            can_add_related=self.admin_site.get_model_admin(Topic).has_add_permission(request),
        )
        return forms.ModelMultipleChoiceField(
            Topic.objects.all(), widget=widget, required=False, label=db_field.verbose_name
        )

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        has_others = obj is not None and obj.pk and obj.versions().count() > 1
        was_public = obj is not None and obj.published_at is not None
        return (*fixed, "language") if has_others or was_public else fixed

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        buttons = [
            verb
            for verb in verbs.VERBS
            if verbs.may(verb, self, request, obj)
            and (verb.fits(obj) if obj else verb.name != "withdraw")
        ]
        may_save = self.has_change_permission(request, obj) if obj else add
        context["verb_buttons"] = buttons if may_save else []
        if obj is not None and obj.pk:
            context["other_version"] = obj.versions().exclude(pk=obj.pk).first()
            context["other_language"] = Language(obj.language).other
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- saving -----------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        obj.updated_by = request.user
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item = self.model.objects.get(pk=form.instance.pk)
        verb = verbs.asked(request.POST)
        if verb:
            self._apply(verb, item, request, form)
        elif item.status == Status.PUBLISHED and (reasons := publishing.what_blocks(item)):
            raise Refusal(reasons)

    def _apply(self, verb, item, request, form) -> None:
        if not verbs.may(verb, self, request, item):
            raise PermissionDenied
        try:
            verb.apply(item, request.user, form)
        except publishing.Blocked as blocked:
            raise Refusal(blocked.reasons) from None
        except publishing.WrongStatus as wrong:
            raise Refusal({"": str(wrong)}) from None

    def response_add(self, request, obj, post_url_continue=None):
        return self._response(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._response(request, obj) or super().response_change(request, obj)

    def _response(self, request, obj):
        """Where a button of ours leads; None for the stock ones."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(self._address("preview", obj))
        verb = verbs.asked(request.POST)
        if verb is None:
            return None
        obj.refresh_from_db()
        said = verb.done % obj
        if obj.is_visible:
            said = format_html(
                '{} <a href="{}">{}</a>', said, obj.get_absolute_url(), _("Open the page")
            )
        messages.success(request, said)
        return HttpResponseRedirect(self._address("change", obj))

    def _address(self, page: str, obj) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])

    # --- permissions ------------------------------------------------------------------------

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        """Whoever may not publish may not change what is public either."""
        may_change = super().has_change_permission(request, obj)
        is_public = obj is not None and obj.status in {Status.PUBLISHED, Status.WITHDRAWN}
        return may_change and (not is_public or self.has_publish_permission(request))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.has_publish_permission(request)

    # --- side addresses ---------------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path(
                "<path:object_id>/translate/", view(self.translate_view), name=f"{name}_translate"
            ),
            *super().get_urls(),
        ]

    def _item(self, object_id: str):
        return (
            get_object_or_404(self.model, pk=unquote(object_id))
            if object_id.isdigit()
            else get_object_or_404(self.model, pk=None)
        )

    def preview_view(self, request, object_id):
        """The public page of the stored item as readers would see it."""
        item = self._item(object_id)
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        return self.render_preview(request, item)

    @method_decorator(require_POST)
    def translate_view(self, request, object_id):
        """Start the version in the other language, or open the one that is there."""
        item = self._item(object_id)
        if not (self.has_view_permission(request, item) and self.has_add_permission(request)):
            raise PermissionDenied
        try:
            version = publishing.translate(item, by=request.user)
        except publishing.AlreadyTranslated as already:
            version = already.version
            messages.info(request, _("This version was there already."))
        else:
            messages.success(
                request,
                _(
                    "A draft in the other language was made. Facts, topics, people and links are filled in."
                ),
            )
        return HttpResponseRedirect(self._address("change", version))

    # --- lists ------------------------------------------------------------------------------

    def get_queryset(self, request):
        others = self.model._base_manager.filter(translation_key=OuterRef("translation_key"))
        visible_other = others.exclude(language=OuterRef("language"))
        return super().get_queryset(request).annotate(has_other_language=Exists(visible_other))

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def shown_status(self, item):
        return _("Scheduled") if item.is_scheduled else item.get_status_display()

    @admin.display(description=gettext_lazy("both languages"), boolean=True)
    def both_languages(self, item):
        return item.has_other_language

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def act_review(self, request, queryset):
        verbs.apply_to_each(verbs.BY_BUTTON["_review"], self, request, queryset)

    @admin.action(description=gettext_lazy("Back to draft"), permissions=["change"])
    def act_draft(self, request, queryset):
        verbs.apply_to_each(verbs.BY_BUTTON["_draft"], self, request, queryset)

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def act_publish(self, request, queryset):
        verbs.apply_to_each(verbs.BY_BUTTON["_publish"], self, request, queryset)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["publish"])
    def act_withdraw(self, request, queryset):
        """Ask for the reason on a page of its own, then do it."""
        form = WithdrawForm(request.POST if "_withdraw" in request.POST else None)
        if form.is_bound and form.is_valid():
            verbs.apply_to_each(verbs.BY_BUTTON["_withdraw"], self, request, queryset, form)
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Withdraw"),
            "items": queryset,
            "form": form,
            "opts": self.opts,
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/withdraw.html", context)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("reason of the withdrawal"),
        max_length=500,
        help_text=gettext_lazy("Only the staff see the reason."),
    )
