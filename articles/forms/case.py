"""What the moderators are asked on the page of a case.

Each form of an act is made for a case and for whoever acts: `ActForm(case, user, data)`.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.choices import AuditReason, ChangeReason, SubmissionState
from articles.models import Submission
from articles.submissions import handling
from articles.submissions.refusals import DoesNotFit


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class OpeningForm(forms.Form):
    """Why somebody opens a sealed case."""

    reason = forms.ChoiceField(label=_("Why do you open it?"), choices=AuditReason)

    def clean_reason(self) -> AuditReason:
        return AuditReason(self.cleaned_data["reason"])


class ActForm(forms.Form):
    """Nothing is asked."""

    def __init__(self, case: Submission, user, data=None):
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}_%s")
        self.case, self.user = case, user


class AssignForm(ActForm):
    to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, case: Submission, user, data=None):
        super().__init__(case, user, data)
        self.fields["to"].queryset = handling.moderators().order_by("username")
        self.initial["to"] = case.assigned_to_id


class DueForm(ActForm):
    due_on = forms.DateField(label=_("Due"), required=False, widget=DayInput)

    def __init__(self, case: Submission, user, data=None):
        super().__init__(case, user, data)
        self.initial["due_on"] = case.due_on


class DuplicateForm(ActForm):
    of = forms.CharField(
        label=_("Number of the other case"),
        min_length=8,
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 10, "spellcheck": "false"}),
    )

    def clean_of(self) -> Submission:
        try:
            return handling.find(self.cleaned_data["of"])
        except DoesNotFit as refused:
            raise forms.ValidationError(str(refused)) from None


class MoveForm(ActForm):
    """A state that may follow, and why. Where one reason fits, it is not asked for."""

    to = forms.ChoiceField(choices=SubmissionState, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, case: Submission, user, data=None, *, to: str = ""):
        super().__init__(case, user, data)
        self.initial["to"] = to or (data or {}).get("to", "")
        self.auto_id = f"move_{self.initial['to']}_%s"
        reasons = self._reasons()
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
        if len(reasons) == 1:
            self.fields["reason"].widget = forms.HiddenInput()
            self.initial["reason"] = reasons[0]

    def _reasons(self) -> tuple[ChangeReason, ...]:
        to = self.initial["to"]
        known = to in SubmissionState.values
        return SubmissionState(self.case.state).reasons_for(SubmissionState(to)) if known else ()

    @property
    def target(self) -> SubmissionState:
        return SubmissionState(self.initial["to"])


class ErasingForm(ActForm):
    """Why a case is erased."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, case: Submission, user, data=None):
        super().__init__(case, user, data)
        reasons = SubmissionState(case.state).reasons_for(SubmissionState.ERASED)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
