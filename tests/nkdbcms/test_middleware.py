import pytest

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/en/",
    "/ko/",
    "/en/coverage/",
    "/en/testimonies/",
    "/en/topics/",
    "/en/outlets/",
    "/nowhere/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_readers_get_no_cookie_and_the_strict_headers(client, path):
    make_article()
    response = client.get(path, follow=True)
    assert not response.cookies
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


def test_pages_of_the_staff_are_never_stored_or_indexed(client):
    client.force_login(make_user())
    response = client.get("/admin/")
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_cookies_of_the_staff_stay_below_the_admin(client):
    user = make_user()
    user.set_password("a long enough phrase")
    user.save()
    response = client.post(
        "/admin/login/", {"username": user.username, "password": "a long enough phrase"}
    )
    assert {cookie["path"] for cookie in response.cookies.values()} == {"/admin/"}


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("ko-KR,ko;q=0.9,en;q=0.8", "/ko/"), ("en-GB", "/en/"), ("fr", "/en/"), ("", "/en/")],
)
def test_the_root_goes_to_the_language_of_the_reader(client, accepted, home):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, home)
    assert "Accept-Language" in response["Vary"]


def test_the_site_says_that_it_is_well(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_media_is_served_from_its_folder_only(client, settings, tmp_path):
    folder = tmp_path / "media"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.png").write_bytes(b"picture")
    (folder / ".gitkeep").write_text("hidden")
    (tmp_path / "secret").write_text("secret")
    settings.MEDIA_ROOT = folder
    response = client.get("/media/images/a.png")
    assert b"".join(response) == b"picture"
    assert "immutable" in response["Cache-Control"]
    for hidden in (
        ".gitkeep",
        "../secret",
        "%2e%2e/secret",
        "images/",
        "/etc/passwd",
        "images/\x00",
    ):
        assert client.get(f"/media/{hidden}").status_code in {400, 404}, hidden
