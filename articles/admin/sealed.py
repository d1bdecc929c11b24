"""What is sealed in a case, on its page: text, contact, messages, notes, files."""


class SealedParts:
    """A part of SubmissionAdmin. Its views are guarded by `opening.opened_case`."""

    def get_urls(self):
        return super().get_urls()

    def case_context(self, request, case) -> dict:
        """What `_sealed.html` needs beside `case` and `is_open`."""
        return super().case_context(request, case)
