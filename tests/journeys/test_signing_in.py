"""The staff's way in, in a real browser: setting up, codes, passkeys, what only looks like a way in."""

import pytest

from articles.accounts import second_factor
from articles.models import AuditEntry
from tests.factories import make_user
from tests.staff import code_of, give_app, sign_in

PASSWORD = "a long enough phrase"


@pytest.fixture
def mina():
    return make_user("Editors", username="mina", password=PASSWORD)


def give_password(page, password: str = PASSWORD) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "mina")
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")


def give_code(page, code: str) -> None:
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")


def sign_out(page) -> None:
    page.goto("/admin/")
    with page.expect_navigation():
        page.click("#logout-form button")


@pytest.mark.parametrize("scripts", [True, False])
def test_first_sign_in_with_an_app_and_later_with_a_recovery_code(open_page, mina, scripts):
    page = open_page("/admin/", java_script_enabled=scripts, viewport={"width": 320, "height": 640})
    give_password(page)
    key = page.inner_text(".key")
    app = second_factor.new_app(mina)
    assert key == second_factor.key_of(app)
    assert page.locator(".qr").evaluate("image => image.naturalWidth") > 100 if scripts else True
    give_code(page, code_of(app))
    page.click("text=Make recovery codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.click("text=I have kept them")
    assert page.inner_text("h1") == "What waits"

    sign_out(page)
    give_password(page)
    give_code(page, codes[3].upper().replace("-", " "))
    assert "Recovery codes left: 9" in page.inner_text(".messagelist")
    sign_out(page)
    give_password(page)
    give_code(page, codes[3])
    assert "This code is not right" in page.inner_text(".errorlist")


def test_first_sign_in_with_a_passkey_and_the_next_one_with_it(open_page, mina, authenticator):
    page = open_page("/admin/")
    authenticator(page)
    give_password(page)
    page.click("text=Use a passkey or security key instead")
    page.wait_for_url("**/codes/**")
    page.click("text=Not now")
    assert page.inner_text("h1") == "What waits"
    (passkey,) = second_factor.passkeys_of(mina)

    sign_out(page)
    give_password(page)
    page.click("text=Use a passkey")
    page.wait_for_url("**/codes/**")  # one is reminded until there are some
    passkey.refresh_from_db()
    assert passkey.last_used_at is not None
    events = AuditEntry.objects.order_by("number").values_list("event", "reason")
    assert list(events) == [
        ("signed_in", ""),
        ("factor_added", "passkey"),
        ("confirmed", "passkey"),
        ("signed_out", ""),
        ("signed_in", ""),
        ("confirmed", "passkey"),
    ]


def test_a_passkey_beside_an_app_and_the_last_one_stays(open_page, mina, authenticator):
    page = open_page("/admin/")
    authenticator(page)
    sign_in(page, mina)
    page.goto("/admin/account/")
    page.click("text=Add a passkey")
    page.wait_for_selector(".passkeys")
    page.click("text=Add a passkey")
    page.wait_for_selector("[role=status]:has-text('already')")
    with page.expect_navigation():
        page.click("text=Remove the app")
    assert page.inner_text(".messagelist") == "It was removed."
    with page.expect_navigation():
        page.click("text=/^Remove$/")
    assert "This is your last second factor" in page.inner_text(".messagelist")
    assert second_factor.app_of(mina) is None
    assert second_factor.passkeys_of(mina).count() == 1


def test_a_passkey_of_somebody_else_is_not_accepted(open_page, mina, authenticator):
    page = open_page("/admin/")
    authenticator(page)
    give_password(page)
    page.click("text=Use a passkey or security key instead")
    page.wait_for_url("**/codes/**")
    other = make_user("Editors")
    second_factor.passkeys_of(mina).update(user=other)
    give_app(mina)
    sign_in_again = "**/second-factor/?**"
    page.goto("/admin/")
    page.wait_for_url(sign_in_again)
    assert page.locator("form[data-passkey]").count() == 0
    status = page.evaluate(
        """async () => (await fetch('/admin/passkey/give/complete/', {method: 'POST',
            headers: {'Content-Type': 'application/json', 'X-CSRFToken':
            document.querySelector('[name=csrfmiddlewaretoken]').value}, body: '{}'})).status"""
    )
    assert status == 400


def test_after_wrong_guesses_the_page_says_how_long_to_wait(open_page, mina):
    page = open_page("/admin/", locale="ko-KR")
    for _turn in range(6):
        give_password(page, "wrong")
        page.wait_for_selector(".errornote")
    assert "15분 기다렸다가 다시 시도해 주세요" in page.inner_text(".errornote")
