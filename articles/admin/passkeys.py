"""What a browser asks for when somebody adds a passkey or gives one. Answers are JSON."""

from django.http import JsonResponse
from django.urls import path
from django_otp_webauthn import exceptions, views
from django_otp_webauthn.utils import rewrite_exceptions

from articles import audit
from articles.accounts import second_factor, sessions
from articles.admin.confirming import given
from articles.choices import AuditEvent, FactorKind

OPEN = {
    f"admin:passkey_{name}" for name in ("add_begin", "add_complete", "give_begin", "give_complete")
}


def addresses() -> list:
    return [
        path("passkey/add/begin/", AddBegin.as_view(), name="passkey_add_begin"),
        path("passkey/add/complete/", AddComplete.as_view(), name="passkey_add_complete"),
        path("passkey/give/begin/", GiveBegin.as_view(), name="passkey_give_begin"),
        path("passkey/give/complete/", GiveComplete.as_view(), name="passkey_give_complete"),
    ]


class _ForStaff:
    """Staff who have given their password."""

    http_method_names = ("post",)

    def get_user(self):
        user = self.request.user
        return user if user.is_authenticated and user.is_active and user.is_staff else None

    def ceremony(self, step):
        """What a step of the ceremony comes to, with the state that the step before left."""
        with rewrite_exceptions():
            return step(user=self.get_user(), state=self.get_state(), data=self.request.data)


class _Adding(_ForStaff):
    def check_can_register(self):
        """Who has a factor already gives it first."""
        has_one = second_factor.has_factor(self.request.user)
        if has_one and not sessions.is_recently_confirmed(self.request):
            raise exceptions.NotVerified


class AddBegin(_Adding, views.BeginCredentialRegistrationView):
    pass


class AddComplete(_Adding, views.CompleteCredentialRegistrationView):
    def post(self, *args, **kwargs):
        user = self.request.user
        passkey = self.ceremony(self.get_helper().register_complete)
        passkey.name = FactorKind.PASSKEY
        passkey.save()
        audit.record(AuditEvent.FACTOR_ADDED, by=user, about=user, reason=FactorKind.PASSKEY)
        return _answer(given(self.request, passkey))


class GiveBegin(_ForStaff, views.BeginCredentialAuthenticationView):
    pass


class GiveComplete(_ForStaff, views.CompleteCredentialAuthenticationView):
    def post(self, *args, **kwargs):
        passkey = self.ceremony(self.get_helper().authenticate_complete)
        self.check_device_usable(passkey)
        return _answer(given(self.request, passkey))

    def handle_exception(self, exc):
        user = self.get_user()
        if user and isinstance(exc, exceptions.OTPWebAuthnApiError):
            audit.record(AuditEvent.CONFIRM_FAILED, by=user, about=user)
        return super().handle_exception(exc)


def _answer(redirect) -> JsonResponse:
    """Where the browser goes next."""
    answer = JsonResponse({"next": redirect["Location"]})
    answer.cookies = redirect.cookies
    return answer
