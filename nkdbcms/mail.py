"""Outgoing mail that does not tell the name of this machine."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend


def _greeting(kind: type[smtplib.SMTP]) -> type[smtplib.SMTP]:
    """A connection that greets with the name of the site, as the server writes it into the mail."""

    class Connection(kind):
        def __init__(self, *args, **kwargs):
            kwargs["local_hostname"] = urlsplit(settings.SITE_URL).hostname
            super().__init__(*args, **kwargs)

    return Connection


_PLAIN, _TLS = _greeting(smtplib.SMTP), _greeting(smtplib.SMTP_SSL)


class QuietBackend(EmailBackend):
    @property
    def connection_class(self):
        return _TLS if self.use_ssl else _PLAIN
