"""Redacting and approving a case, on its page: protected names, the draft, the checklist."""


class Redaction:
    """A part of SubmissionAdmin. Its views are guarded by `opening.opened_case`."""

    def get_urls(self):
        return super().get_urls()

    def case_context(self, request, case) -> dict:
        """What `_names.html` and `_redaction.html` need beside `case` and `is_open`."""
        return super().case_context(request, case)
