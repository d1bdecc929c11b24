"""Sealed cases: the queue of the moderators and the page of a case.

Nothing of them is kept by the history, nor in the stock log of the admin: what the staff does
goes into the audit trail.
"""

from django.contrib import admin

from articles.admin.approval import Approval
from articles.admin.case_acts import CaseActs
from articles.admin.case_page import CasePage
from articles.admin.protected_names import ProtectedNames
from articles.admin.queue import Queue
from articles.admin.redaction import Redaction
from articles.admin.sealed import SealedParts
from articles.models import Submission


@admin.register(Submission)
class SubmissionAdmin(
    Redaction, Approval, ProtectedNames, SealedParts, CaseActs, CasePage, Queue, admin.ModelAdmin
):
    """Moderators only. A case is neither added, nor changed in a form, nor deleted here."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)
