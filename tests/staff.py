"""Signing in as the staff do, with both factors."""

import time

from django.contrib.auth.models import User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import RecoveryCode, RecoverySheet


class StaffClient(Client):
    """A browser. `force_login` gives both factors; with `factors=1` the password only."""

    def force_login(self, user, backend=None, *, factors: int = 2):
        super().force_login(user, backend)
        now = int(time.time())
        values = {"began": now, "seen": now}
        if factors == 2:
            device = give_app(user)
            values |= {"confirmed": now, DEVICE_ID_SESSION_KEY: device.persistent_id}
        self.change_session(**values)

    def change_session(self, **values) -> None:
        session = self.session
        session.update(values)
        session.save()

    def pass_time(self, seconds: int) -> None:
        """Let everything in the session have happened earlier."""
        times = {
            name: self.session[name]
            for name in ("began", "seen", "confirmed")
            if name in self.session
        }
        opened = {
            case: [second - seconds, reason]
            for case, (second, reason) in self.session.get("opened", {}).items()
        }
        earlier = {name: value - seconds for name, value in times.items()}
        self.change_session(**earlier, opened=opened)


def give_app(user: User) -> TOTPDevice:
    """An app and a recovery code, as after setting up."""
    device, _is_new = TOTPDevice.objects.get_or_create(user=user, confirmed=True)
    sheet, is_new = RecoverySheet.objects.get_or_create(user=user)
    if is_new:
        RecoveryCode.objects.create(sheet=sheet, digest=f"unused-{user.pk}")
    return device


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """What the app shows now, or so many steps of 30 seconds later."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + later * 30
    return f"{totp.token():06}"


def sign_in(page, user: User) -> None:
    """Both steps of signing in, in a real browser."""
    password = "a long enough phrase"
    user.set_password(password)
    user.save()
    device = give_app(user)
    page.goto("/admin/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.fill("#id_code", code_of(device))
    page.press("#id_code", "Enter")
    page.wait_for_url("**/admin/")
