"""Links that need a hand: who sees them, what the buttons do, and who may press them."""

import datetime as dt

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import history
from articles.admin.link_verbs import token_of
from articles.choices import LinkHealth
from articles.links.public_archives import ARCHIVES, Availability
from articles.models import Article, ExternalLink
from tests.articles.admin.pages import address, list_of, messages_of, text_of
from tests.articles.links.answers import AnsweringSite
from tests.articles.views.reading import tree
from tests.factories import make_article, make_draft, make_testimony, make_user

pytestmark = pytest.mark.django_db
LIST = list_of(ExternalLink)
OLD, NEW = "https://paper.example/story/1", "https://paper.example/new/1"
COPY = "https://web.archive.org/web/2023/https://paper.example/story/1"


@pytest.fixture
def editor(client):
    user = make_user("Editors", username="mina")
    client.force_login(user)
    return user


def _link(article=None, **state) -> ExternalLink:
    link = (article or make_article(link=OLD)).links.get()
    now = timezone.now()
    values = {
        "health": "gone",
        "health_since": now,
        "checked_at": now,
        "finding": "not-found",
    } | state
    ExternalLink.objects.filter(pk=link.pk).update(**values)
    return ExternalLink.objects.select_related("article", "testimony").get(pk=link.pk)


def _moved(article=None, **state) -> ExternalLink:
    return _link(article, **({"health": "moved", "moved_to": NEW, "finding": "moved"} | state))


def _in_both_languages(state, **overrides):
    english = make_article(link=OLD, **overrides)
    shared = {"translation_key": english.translation_key}
    korean = make_article(link=OLD, language="ko", **(shared | overrides))
    looked = timezone.now()
    return [state(item, checked_at=looked) for item in (english, korean)]


def make_testimony_with(url: str):
    testimony = make_testimony()
    testimony.links.create(url=url)
    return testimony


def _press(client, link, verb: str, answer: str | None = None, **changes):
    """Press a button as it stands on the list, or on the page of the link."""
    page = client.get(address(link))
    [form] = tree(page).xpath("//form[contains(@class, 'hand')]")
    assert verb in form.xpath(".//button/@value")
    data = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    data |= {"verb": verb} | ({} if answer is None else {"answer": answer}) | changes
    return client.post(form.get("action"), data, follow=True)


def _buttons(response) -> list[str]:
    return tree(response).xpath("//form[contains(@class, 'hand')]//button/@value")


# --- The list -------------------------------------------------------------------------------


def test_the_list_holds_what_needs_a_hand_and_the_worst_comes_first(client, editor):
    long_ago = timezone.now() - dt.timedelta(days=50)
    for title, state in {
        "failing": {"health": "failing", "health_since": long_ago},
        "moved": {"health": "moved", "moved_to": NEW},
        "gone": {},
        "blocked": {"health": "blocked", "health_since": long_ago},
        "alive": {"health": "alive"},
        "settled": {"archived_url": COPY},
    }.items():
        _link(make_article(title=title, link=OLD), **state)
    page = tree(client.get(LIST))
    assert page.xpath("//ol[@class='hands']//h2/a/text()") == [
        "gone",
        "moved",
        "blocked",
        "failing",
    ]
    for state in ("gone", "moved", "blocked", "failing"):
        only = tree(client.get(LIST, {"state": state}))
        assert only.xpath("//ol[@class='hands']//h2/a/text()") == [state]
        assert only.xpath("//nav[@class='troubles']/a[@aria-current]/@href") == [f"?state={state}"]
    assert client.get(LIST, {"state": "nonsense"}).status_code == 200


def test_where_no_link_needs_a_hand_the_list_says_so(client, editor):
    assert "No link needs a hand." in text_of(client.get(LIST))


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ({}, ["there", "gone", "again", "copy"]),
        ({"health": "moved", "moved_to": NEW}, ["accept", "keep", "gone", "again", "copy"]),
        ({"health": "blocked"}, ["there", "gone", "again", "copy"]),
        ({"health": "alive"}, ["gone", "again", "copy"]),
    ],
)
def test_each_link_has_the_buttons_that_fit(client, editor, state, buttons):
    assert _buttons(client.get(address(_link(**state)))) == buttons


def test_archives_can_be_searched_where_the_settings_name_some(client, editor, settings):
    settings.ARCHIVES = ["wayback"]
    assert _buttons(client.get(address(_link())))[0] == "find"
    assert "find" not in _buttons(client.get(address(_link(make_draft(link=OLD)))))
    assert "find" not in _buttons(client.get(address(_link(archived_url=COPY))))


def test_fifty_rows_cost_as_many_queries_as_one(client, editor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    _moved()
    queries()
    few = queries()
    for _number in range(25):
        _moved()
        statement = make_testimony().links.create(url=OLD)
        ExternalLink.objects.filter(pk=statement.pk).update(
            health="gone", health_since=timezone.now()
        )
    assert queries() == few


def test_the_index_counts_them_and_leads_there(client, editor):
    _link(make_article(link=OLD))
    _moved()
    _moved()
    piles = {
        pile.url: pile.count
        for _kind, piles in client.get("/admin/").context["waiting"]
        for pile in piles
        if pile.url.startswith(LIST) and pile.count
    }
    assert piles == {f"{LIST}?state=gone": 1, f"{LIST}?state=moved": 2}


# --- The buttons ----------------------------------------------------------------------------


def test_a_new_address_is_taken_with_one_click_wherever_it_is_linked(client, editor):
    english, korean = _in_both_languages(_moved)
    other = _moved(make_testimony_with(OLD), checked_at=english.checked_at)
    response = _press(client, english, "accept", back=LIST)
    assert messages_of(response) == [("success", f"The link leads to {NEW} now.")]
    assert response.redirect_chain == [(LIST, 302)]
    for link in (english, korean, other):
        before, item = link, link.owner
        link = ExternalLink.objects.get(pk=before.pk)
        assert (link.url, link.health, link.moved_to) == (NEW, "alive", "")
        assert link.copy_due_at is not None  # a copy of the new page is wanted
        assert set(ExternalLink.objects.to_pages_at(NEW)) >= {link}
        item.refresh_from_db()
        assert (item.version, item.updated_by) == (2, editor)
        new, old = history.describe(list(history.versions_of(item)[:2]))
        assert (NEW in new["links"], OLD in old["links"]) == (True, True)
    assert text_of(client.get(LIST)).count("No link needs a hand.") == 1


def test_a_new_address_that_the_item_has_already_is_not_taken_twice(client, editor):
    link = _moved()
    link.owner.links.create(url=NEW + "?utm_source=x")
    response = _press(client, link, "accept")
    [(level, said)] = messages_of(response)
    assert (level, said[:42]) == ("error", "The item has a link to the new address alr")
    link.refresh_from_db()
    assert (link.url, link.health) == (OLD, "moved")


def test_the_old_address_can_be_kept(client, editor):
    link = _moved()
    _press(client, link, "keep")
    link.refresh_from_db()
    assert (link.url, link.health, link.moved_to) == (OLD, "alive", NEW)
    assert not ExternalLink.objects.needing_a_hand().exists()


def test_an_archived_copy_is_noted_in_both_languages(client, editor):
    english, korean = _in_both_languages(_link)
    response = _press(client, english, "copy", f"  {COPY} ")
    assert messages_of(response) == [("success", "The archived copy was noted.")]
    for link in (english, korean):
        link.refresh_from_db()
        assert (link.archived_url, link.archived_by, link.health) == (COPY, "editor", "gone")
    page = client.get(english.owner.get_absolute_url())
    assert tree(page).xpath("//a[@class='archived']/@href") == [COPY]
    _press(client, english, "copy", "")
    english.refresh_from_db()
    assert (english.archived_url, english.archived_by) == ("", "")


@pytest.mark.parametrize("answer", ["nothing", "javascript:alert(1)", "ftp://x.example/", OLD])
def test_what_is_no_address_of_a_copy_is_refused(client, editor, answer):
    link = _link()
    [(level, _said)] = messages_of(_press(client, link, "copy", answer))
    link.refresh_from_db()
    assert (level, link.archived_url, link.owner.version) == ("error", "", 1)


def test_what_somebody_saw_is_kept_with_their_name(client, editor):
    link = _link()
    _press(client, link, "there")
    link.refresh_from_db()
    assert link.health == LinkHealth.ALIVE
    _press(client, link, "gone")
    link.refresh_from_db()
    assert (link.health, link.looked_at is not None) == ("gone", True)
    assert not ExternalLink.objects.needing_a_hand().exists()
    text = text_of(client.get(address(link)))
    assert "No longer available · Somebody of the staff looked: it is gone." in text
    assert text.count("mina") >= 2


def test_a_link_is_visited_again_at_once(client, editor, monkeypatch):
    with AnsweringSite() as site:
        monkeypatch.setattr(admin.site.get_model_admin(ExternalLink), "policy", site.policy)
        link = _link(make_article(link=site.url("page/1")))
        twin = _link(make_draft(link=site.url("page/1")))
        response = _press(client, link, "again")
    assert messages_of(response) == [("success", "Visited just now. The page is there.")]
    for one in (link, twin):
        one.refresh_from_db()
        assert one.health == "alive"
    assert len(site.asked) == 1


def test_public_archives_are_searched_at_once(client, editor, monkeypatch, settings):
    settings.ARCHIVES = ["wayback"]
    with AnsweringSite() as site:
        answer = f'{{"archived_snapshots": {{"closest": {{"available": true, "url": "{COPY}"}}}}}}'
        site.extra["available"] = (200, answer)
        monkeypatch.setitem(ARCHIVES, "wayback", Availability("wayback", site.url("available")))
        monkeypatch.setattr(admin.site.get_model_admin(ExternalLink), "policy", site.policy)
        link = _link(archive_asked_at=timezone.now())
        response = _press(client, link, "find")
    assert messages_of(response) == [("success", f"A copy was found: {COPY}")]
    link.refresh_from_db()
    assert (link.archived_url, link.archived_by) == (COPY, "wayback")


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"url": "https://paper.example/corrected"},
        {"moved_to": "https://paper.example/third"},
        {"health": "alive"},
        {"checked_at": timezone.now() + dt.timedelta(hours=1)},
    ],
)
@pytest.mark.parametrize("verb", ["accept", "keep", "copy", "gone"])
def test_a_button_pressed_on_an_older_state_does_nothing(client, editor, verb, meanwhile):
    link = _moved()
    page = client.get(address(link))
    [form] = tree(page).xpath("//form[contains(@class, 'hand')]")
    data = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    ExternalLink.objects.filter(pk=link.pk).update(**meanwhile)
    before = ExternalLink.objects.filter(pk=link.pk).values().get()
    response = client.post(form.get("action"), data | {"verb": verb, "answer": COPY}, follow=True)
    assert [level for level, _said in messages_of(response)] == ["error"]
    assert ExternalLink.objects.filter(pk=link.pk).values().get() == before
    assert Article.objects.get().version == 1


def test_an_editor_whose_form_is_open_is_told_of_a_mended_link(client, editor):
    link = _moved()
    opened = client.get(address(link.owner))
    _press(client, link, "accept")
    assert opened.context["seen_version"] == 1
    assert Article.objects.get().version == 2


def test_a_way_back_to_another_site_is_not_taken(client, editor):
    response = _press(client, _link(), "there", back="https://evil.example/")
    assert response.redirect_chain[0][0].startswith("/admin/articles/externallink/")


@pytest.mark.parametrize("key", ["0", "999999", "x", "1_3A"])
def test_a_link_that_is_not_there_is_not_found(client, editor, key):
    for page in ("change", "act"):
        path = f"/admin/articles/externallink/{key}/{page}/"
        method = client.post if page == "act" else client.get
        assert method(path).status_code == 404


# --- Who may --------------------------------------------------------------------------------

PEOPLE = {"nobody": 302, "no role": 403, "Moderators": 403, "Administrators": 403, "Editors": 302}


@pytest.mark.parametrize(("person", "answer"), PEOPLE.items())
@pytest.mark.parametrize("verb", ["accept", "keep", "copy", "gone", "again", "find"])
def test_only_who_may_change_the_item_may_press_a_button(client, person, answer, verb):
    link = _moved(make_article(link="https://paper.example:8443/not-visited"))
    if person == "no role":
        client.force_login(make_user(None, is_staff=True))
    elif person != "nobody":
        client.force_login(make_user(person))
    before = ExternalLink.objects.values().get()
    data = {"verb": verb, "seen": token_of(link), "answer": COPY}
    path = address(link, "act")
    assert client.post(path, data).status_code == answer
    assert client.get(path).status_code in {302, 405}
    changed = ExternalLink.objects.values().get() != before
    assert changed == (person == "Editors" and verb != "find")


@pytest.mark.parametrize("person", ["Moderators", "Administrators"])
def test_who_may_only_look_sees_no_button(client, person):
    client.force_login(make_user(person))
    link = _moved()
    for page in (LIST, address(link)):
        response = client.get(page)
        assert NEW in text_of(response)
        assert _buttons(response) == []
