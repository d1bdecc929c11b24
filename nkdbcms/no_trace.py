"""Where people submit something, and where moderators work on it, a log tells only what failed.

An exception's text, the variables of its frames and the request may hold what somebody typed, an
address, a browser's name, or a name out of a case. What is left of a failure is its class and the
lines of code.
"""

import logging
import re
from contextvars import ContextVar

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from nkdbcms.outline import outline

PRIVATE = re.compile(
    r"^/+(?:(?:[a-z]{2}(?:-[a-z]+)?/+)?(?:submit|receipt)"
    r"|admin/+articles/+(?:submission|moderatorkey|presstip))(?:/|$)",
    re.IGNORECASE,
)
# What a request can be refused for, or end in the middle for: no failure of the site.
EXPECTED = (
    BadRequest,
    Http404,
    MultiPartParserError,
    PermissionDenied,
    SuspiciousOperation,
    UnreadablePostError,
)
_is_in_private = ContextVar("is_in_private", default=False)
_logger = logging.getLogger("nkdbcms.no_trace")


def is_private(path: str) -> bool:
    return bool(PRIVATE.match(path))


class NoTraceMiddleware:
    """Marks the work on a private path, and answers its failures itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_private(request.path_info):
            return self.get_response(request)
        token = _is_in_private.set(True)
        try:
            return self.get_response(request)
        finally:
            _is_in_private.reset(token)

    def process_exception(self, request, exception):
        if isinstance(exception, EXPECTED) or not is_private(request.path_info):
            return None
        _logger.error("a private page failed: %s", outline(exception))
        response = render(request, "500.html", status=500)
        response["Cache-Control"] = "no-store, private"
        # Django would log the response together with its request.
        response._has_been_logged = True
        return response


class NoTraceFilter(logging.Filter):
    """Takes out of a log record what could tell of a person who submits something."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.get("request")
        path = getattr(request, "path_info", "") or getattr(request, "path", "")
        if record.name == _logger.name or not (_is_in_private.get() or is_private(path)):
            return True
        failure = record.exc_info[1] if record.exc_info else None
        if failure is None or isinstance(failure, EXPECTED):
            # A line in a log has its minute, and nobody has to know that somebody was refused.
            return False
        record.msg = f"a private page failed: {outline(failure)}"
        record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
        record.__dict__.pop("request", None)
        return True


class NoTraceReporterFilter(SafeExceptionReporterFilter):
    """Error reports about a private path hold no value of it, in whatever mode the site runs."""

    def is_active(self, request):
        return is_private(getattr(request, "path_info", "")) or super().is_active(request)

    def get_traceback_frame_variables(self, request, tb_frame):
        if request is None or is_private(request.path_info):
            return []
        return super().get_traceback_frame_variables(request, tb_frame)

    def get_post_parameters(self, request):
        return (
            {}
            if is_private(getattr(request, "path_info", ""))
            else super().get_post_parameters(request)
        )

    def get_safe_request_meta(self, request):
        return (
            {}
            if is_private(getattr(request, "path_info", ""))
            else super().get_safe_request_meta(request)
        )


class NoTraceReporter(ExceptionReporter):
    """Where the request or the work is private, a report is the outline of the failure."""

    def get_traceback_html(self):
        return self._outline() or super().get_traceback_html()

    def get_traceback_text(self):
        return self._outline() or super().get_traceback_text()

    def _outline(self) -> str:
        path = getattr(self.request, "path_info", "")
        if not (_is_in_private.get() or is_private(path)):
            return ""
        # Without an exception Django puts the text of the log's line in its place.
        failure = self.exc_value if isinstance(self.exc_value, BaseException) else None
        return f"A private page failed. {outline(failure)}\n"
