"""Passkeys as a second factor. The ceremonies are django-otp-webauthn's."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp_webauthn.helpers import WebAuthnHelper


class SiteHelper(WebAuthnHelper):
    """Named in the settings, which know the site's host."""

    def get_allowed_origins(self) -> list[str]:
        """The site's own address; on a developer's machine whatever port it is served at."""
        if settings.IS_LOCAL:
            return [f"{self.request.scheme}://{self.request.get_host()}"]
        return [settings.SITE_URL]

    def get_relying_party_name(self) -> str:
        return _("NKDB staff")


def can_be_used(request: HttpRequest) -> bool:
    """Passkeys belong to the host of the site's own address and work at no other."""
    return request.get_host().partition(":")[0] == settings.OTP_WEBAUTHN_RP_ID
