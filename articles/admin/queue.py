"""The queue of the moderators: the list of cases."""


class Queue:
    """A part of SubmissionAdmin."""

    list_display = ("short_id", "state", "arrived_on")
    list_per_page = 50
    show_full_result_count = False
