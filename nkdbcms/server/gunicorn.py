"""How gunicorn runs the site: `gunicorn -c python:nkdbcms.server.gunicorn nkdbcms.wsgi`.

There is no access log, and what gunicorn logs of its own has neither addresses nor contents.
"""

import logging
import re

from gunicorn.glogging import Logger

from nkdbcms import env
from nkdbcms.outline import outline

bind = env.text("BIND", "127.0.0.1:8000")
workers = env.whole_number("WORKERS", 3, at_least=1)
# A slow line that sends a large file keeps one thread busy and not the whole process.
worker_class = "gthread"
threads = env.whole_number("THREADS", 8, at_least=1)
timeout = 120
# The file by which a worker shows that it lives. It never holds anything.
worker_tmp_dir = "/dev/shm"  # noqa: S108
accesslog = None
errorlog = "-"
loglevel = "warning"

_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}", re.I)


class NoTrace(logging.Filter):
    """Takes addresses, paths and the texts of exceptions out of what gunicorn logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = str(record.msg)
        if message.startswith(("Invalid request", "Error handling request")):
            message = " ".join(message.split()[:2])
        elif record.args:
            message = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            message += f": {outline(record.exc_info[1])}"
        record.msg, record.args = _ADDRESS.sub("(address)", message), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class QuietLogger(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(NoTrace())


logger_class = QuietLogger
