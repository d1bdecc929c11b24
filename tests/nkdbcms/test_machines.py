"""What the site itself tells machines: what to leave alone, and whom to tell of a weakness."""

import datetime as dt
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from nkdbcms import env
from nkdbcms.checks import somebody_can_be_told_of_a_hole

SITE = "http://localhost:8000"


def test_robots_leave_the_staff_and_the_forms_alone(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    for path in (
        "/",
        "/en/",
        "/ko/coverage/2023/story/",
        "/en/topics/china/feed/",
        "/api/v1/articles",
    ):
        assert robots.can_fetch("anybot", SITE + path), path
    for path in ("/admin/", "/admin/login/", "/en/search/?q=x", "/ko/submit/", "/en/receipt/"):
        assert not robots.can_fetch("anybot", SITE + path), path
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]


def test_whoever_finds_a_weakness_learns_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@nkdb.example"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    told = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = dt.datetime.fromisoformat(told.pop("Expires"))
    assert dt.timedelta(days=30) < expires - timezone.now() < dt.timedelta(days=365)
    assert told == {
        "Contact": "mailto:security@nkdb.example",
        "Preferred-Languages": "en, ko",
        "Canonical": f"{SITE}/.well-known/security.txt",
    }


@pytest.mark.django_db
def test_without_anybody_to_tell_there_is_no_such_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    assert [told.id for told in somebody_can_be_told_of_a_hole(None)] == ["nkdbcms.I001"]
    settings.SECURITY_CONTACT = "https://nkdb.example/contact"
    assert somebody_can_be_told_of_a_hole(None) == []


@pytest.mark.parametrize("value", ["security@nkdb.example", "http://nkdb.example", "x"])
def test_a_contact_that_reaches_nobody_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SECURITY_CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        env.contact("SECURITY_CONTACT")


def test_the_mark_of_the_site_is_found_where_programs_look_for_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/mark.svg")
    assert not response.cookies
