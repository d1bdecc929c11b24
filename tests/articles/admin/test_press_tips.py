"""The queue of press tips: what moderators see, what the buttons do, and never a second draft."""

import datetime as dt
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.choices import AuditEvent, Status, TipState
from articles.models import Article, AuditEntry, PressTip
from articles.models.keys import today
from articles.submissions import retention, tips
from tests.articles.admin.pages import address, list_of, messages_of, text_of
from tests.articles.views.reading import tree
from tests.factories import make_article, make_outlet, make_press_tip, make_testimony, make_user
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db
LIST = list_of(PressTip)
CANONICAL = "https://ledger.example/2026/05/12/sites"


@pytest.fixture
def moderator(client):
    user = make_user("Moderators", username="hana")
    client.force_login(user)
    return user


def decide(client, tip, verb: str):
    """Press a button as it stands on the page of the tip."""
    [form] = tree(client.get(address(tip))).xpath("//form[contains(@class, 'hand')]")
    assert verb in form.xpath(".//button/@value")
    return client.post(form.get("action"), {"verb": verb}, follow=True)


def buttons(client, tip) -> list[str]:
    page = tree(client.get(address(tip)))
    return page.xpath("//form[contains(@class, 'hand')]//button/@value")


def states() -> dict[str, str]:
    return dict(PressTip.objects.values_list("url", "state"))


def addresses(client, **query) -> list[str]:
    return tree(client.get(LIST, query)).xpath("//ol[@class='hands']//h2/a/text()")


# --- The list -------------------------------------------------------------------------------


def test_tips_about_one_page_are_one_row_and_what_waits_longest_comes_first(client, moderator):
    make_outlet("The Harbour Ledger", domains="ledger.example")
    make_press_tip("https://news.example/b", arrived_on=today() - dt.timedelta(days=2))
    make_press_tip(
        CANONICAL, note="Three pages on prisons.", arrived_on=today() - dt.timedelta(days=1)
    )
    make_press_tip("http://www.ledger.example/2026/05/12/sites/?utm_source=x")
    make_press_tip("https://gone.example/", state=TipState.DECLINED, decided_on=today())
    assert addresses(client) == ["https://news.example/b", CANONICAL]
    first, second = tree(client.get(LIST)).xpath("//ol[@class='hands']/li")
    first, second = (" ".join(row.text_content().split()) for row in (first, second))
    assert "news.example (outlet not known here)" in first
    assert "2 days old" in first
    assert "tips" not in first
    assert "The Harbour Ledger" in second
    assert "2 tips" in second
    assert "Three pages on prisons." in second
    assert addresses(client, state="decided") == ["https://gone.example/"]
    assert addresses(client, state="nonsense") == addresses(client)


def test_what_is_on_the_site_already_is_told_with_its_kind(client, moderator):
    make_article(title="Six sites", link=CANONICAL)
    make_testimony(title="Before the commission").links.create(url="https://un.example/1")
    make_press_tip("http://m.ledger.example/2026/05/12/sites")
    make_press_tip("https://un.example/1#top")
    text = text_of(client.get(LIST))
    assert "On the site already: Six sites article · English · Published" in text
    assert "On the site already: Before the commission testimony · English · Published" in text


def test_an_empty_list_says_so(client, moderator):
    assert "No press tip waits." in text_of(client.get(LIST))
    assert "Nothing was decided" in text_of(client.get(LIST, {"state": "decided"}))


def test_fifty_rows_cost_as_many_queries_as_one(client, moderator):
    def queries(**query) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, query).status_code == 200
        return len(captured)

    for state in (TipState.WAITING, TipState.DECLINED):
        day = None if state == TipState.WAITING else today()
        chosen = {} if state == TipState.WAITING else {"state": "decided"}
        make_press_tip(state=state, decided_on=day)
        queries(**chosen)
        few = queries(**chosen)
        for number in range(60):
            url = f"https://a{number}.example/"
            make_article(link=url)
            make_press_tip(url, state=state, decided_on=day)
            make_press_tip(url, state=state, decided_on=day)
        assert queries(**chosen) == few
        assert len(addresses(client, **chosen)) == 50
        assert addresses(client, page="2", **chosen)


def test_the_index_counts_pages_and_leads_there(client, moderator):
    for url in (CANONICAL, CANONICAL + "?fbclid=1", "https://news.example/b"):
        make_press_tip(url)
    make_press_tip(state=TipState.DECLINED, decided_on=today())
    piles = [pile for _kind, piles in client.get("/admin/").context["waiting"] for pile in piles]
    assert {pile.url: pile.count for pile in piles if pile.count} == {LIST: 2}


# --- Accepting ------------------------------------------------------------------------------


def test_an_accepted_tip_becomes_a_filled_in_draft_as_from_a_link(client, moderator, site):
    url = site.address("/2026/05/12/sites")
    tip, other = make_press_tip(url), make_press_tip(url + "?utm_source=x")
    elsewhere = make_press_tip(site.address("/another"))
    page = decide(client, tip, "accept")
    draft = Article.objects.get()
    assert page.redirect_chain[-1] == (address(draft), 302)
    assert (draft.status, draft.headline) == (Status.DRAFT, "Centre counts six detention sites")
    assert (draft.created_by, draft.links.get().url) == (moderator, CANONICAL)
    assert [text for _level, text in messages_of(page)] == [
        "A draft was made from the page. Check what was filled in.",
        "Editors find the draft among the imports to confirm.",
    ]
    for one in (tip, other, elsewhere):
        one.refresh_from_db()
    assert (tip.state, tip.article, tip.decided_by) == (TipState.ACCEPTED, draft, moderator)
    assert (tip.decided_on, other.state, other.article) == (today(), TipState.MERGED, draft)
    assert (elsewhere.state, elsewhere.article) == (TipState.WAITING, None)
    entry = AuditEntry.objects.get(event=AuditEvent.ITEM_MOVED)
    assert (entry.actor, entry.subject, entry.reason) == (moderator.pk, str(tip.pk), "accepted")


def test_a_moderator_does_not_edit_the_draft_and_editors_see_that_it_waits(client, moderator, site):
    tip = make_press_tip(site.address("/2026/05/12/sites"))
    page = decide(client, tip, "accept")
    draft = Article.objects.get()
    assert tree(page).xpath("//input[@name='_publish' or @name='_save']") == []
    assert client.post(address(draft), {"title": "Mine"}).status_code == 403
    assert "came of a press tip" in draft.import_notes
    assert list(Article.objects.to_confirm()) == [draft]


def test_who_is_an_editor_as_well_just_goes_on(client, moderator, site):
    moderator.groups.add(Group.objects.get(name="Editors"))
    page = decide(client, make_press_tip(site.address("/2026/05/12/sites")), "accept")
    assert [level for level, _text in messages_of(page)] == ["success"]
    assert "press tip" not in Article.objects.get().import_notes
    assert tree(page).xpath("//input[@name='_publish']")


def test_where_the_page_cannot_be_had_the_draft_holds_the_address(client, moderator, site):
    site.show("/walled", "No", status=403)
    url = site.address("/walled")
    page = decide(client, make_press_tip(url), "accept")
    assert "lets no programs in" in messages_of(page)[0][1]
    assert Article.objects.get().links.get().url == url
    assert set(states().values()) == {TipState.ACCEPTED}


def test_a_page_that_is_on_the_site_is_not_fetched_and_its_tips_are_merged(client, moderator, site):
    article = make_article(link=CANONICAL)
    tip = make_press_tip("http://m.ledger.example/2026/05/12/sites?fbclid=1")
    assert buttons(client, tip) == ["merge", "decline"]
    page = decide(client, tip, "merge")
    assert page.redirect_chain[-1][0] == address(article)
    tip.refresh_from_db()
    assert (tip.state, tip.article) == (TipState.MERGED, article)
    assert (site.asked, Article.objects.count()) == ([], 1)


def test_an_item_that_came_while_the_page_was_open_is_found_and_not_doubled(
    client, moderator, site
):
    tip = make_press_tip(CANONICAL)
    assert buttons(client, tip) == ["accept", "decline"]
    article = make_article(link=CANONICAL)
    client.post(address(tip, "act"), {"verb": "accept"})
    tip.refresh_from_db()
    assert (tip.state, tip.article, Article.objects.count()) == (TipState.MERGED, article, 1)


def test_an_item_that_went_meanwhile_leaves_the_tip_waiting(client, moderator):
    article = make_article(link=CANONICAL)
    tip = make_press_tip(CANONICAL)
    article.delete()
    page = client.post(address(tip, "act"), {"verb": "merge"}, follow=True)
    assert messages_of(page) == [("error", "The item is no longer there. Decide again.")]
    assert states() == {CANONICAL: TipState.WAITING}


# --- Declining ------------------------------------------------------------------------------


def test_a_declined_page_is_declined_in_all_its_tips_and_gone_after_30_days(client, moderator):
    for url in (CANONICAL, CANONICAL + "?fbclid=1"):
        tip = make_press_tip(url)
    kept = make_press_tip("https://news.example/b")
    decide(client, tip, "decline")
    assert sorted(states().values()) == [TipState.DECLINED, TipState.DECLINED, TipState.WAITING]
    text = text_of(client.get(address(tip)))
    assert "Declined" in text
    assert "hana · deleted 30 days after the decision" in text
    assert buttons(client, tip) == []
    retention.purge()
    assert PressTip.objects.count() == 3
    PressTip.objects.decided().update(decided_on=today() - dt.timedelta(days=30))
    retention.purge()
    assert list(PressTip.objects.all()) == [kept]


def test_ticked_spam_is_declined_and_nothing_else(client, moderator):
    spam, twin = make_press_tip(CANONICAL), make_press_tip(CANONICAL + "?fbclid=1")
    kept = make_press_tip("https://news.example/b")
    decided = make_press_tip(state=TipState.ACCEPTED, decided_on=today())
    boxes = tree(client.get(LIST)).xpath("//input[@name='tip']/@value")
    assert set(boxes) == {str(min(spam.pk, twin.pk)), str(kept.pk)}
    data = {"tip": [str(spam.pk), str(decided.pk), "nonsense", "1"]}
    page = client.post("/admin/articles/presstip/spam/", data, follow=True)
    assert messages_of(page) == [("success", "1 tip was declined as spam.")]
    now = dict(PressTip.objects.values_list("pk", "state"))
    assert now == {
        spam.pk: TipState.DECLINED,
        twin.pk: TipState.DECLINED,
        kept.pk: TipState.WAITING,
        decided.pk: TipState.ACCEPTED,
    }
    assert AuditEntry.objects.get(event=AuditEvent.ITEM_MOVED).reason == "spam"
    page = client.post("/admin/articles/presstip/spam/", {}, follow=True)
    assert [level for level, _text in messages_of(page)] == ["warning"]


# --- Two at once ----------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_who_comes_second_is_told_and_changes_nothing(client, moderator, site, verb):
    tip = make_press_tip(site.address("/2026/05/12/sites"))
    tips.decline(tip, by=make_user("Moderators", username="jin"))
    before = PressTip.objects.values().get()
    page = client.post(address(tip, "act"), {"verb": verb}, follow=True)
    [(level, said)] = messages_of(page)
    assert (level, said[:26]) == ("error", "Somebody else was faster. ")
    assert "jin" in text_of(page)
    assert PressTip.objects.values().get() == before
    assert (Article.objects.count(), site.asked) == (0, [])


def test_who_is_overtaken_while_the_page_is_fetched_leaves_no_draft(site, monkeypatch):
    tip, by = make_press_tip(site.address("/2026/05/12/sites")), make_user("Moderators")
    look_at = tips.look_at

    def overtaken(url, policy):
        captured = look_at(url, policy)
        tips.decline(tip, by=make_user("Moderators"))
        return captured

    monkeypatch.setattr(tips, "look_at", overtaken)
    with pytest.raises(tips.AlreadyDecided):
        tips.accept(tip, by=by, policy=site.policy)
    assert set(states().values()) == {TipState.DECLINED}
    assert Article.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test database in memory takes one at a time"
)
def test_of_many_at_the_same_moment_one_decides_and_there_is_one_draft(site):
    url = site.address("/2026/05/12/sites")
    waiting = [make_press_tip(url), make_press_tip(url + "?utm_source=x")]
    site.may_answer.clear()
    told = []

    def act(client, tip, verb):
        try:
            page = client.post(address(tip, "act"), {"verb": verb}, follow=True)
            # Not of page.context, which holds what other threads render meanwhile.
            told.extend(tree(page).xpath("//ul[@class='messagelist']/li[1]/@class"))
        finally:
            connection.close()

    def start(tip, verb):
        client = StaffClient()
        client.force_login(make_user("Moderators"))
        thread = Thread(target=act, args=(client, tip, verb))
        thread.start()
        return thread

    threads = [start(tip, "accept") for tip in waiting * 2]
    while len(site.asked) < 4:
        pass
    threads += [start(tip, "decline") for tip in reversed(waiting)]
    site.may_answer.set()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["error"] * 5 + ["success"]
    was_accepted = TipState.ACCEPTED in states().values()
    assert Article.objects.count() == was_accepted
    assert TipState.WAITING not in states().values()


# --- Hostile --------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> \u202emoc.live javascript:alert(1)\n한국어로도 " + "길" * 900


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/" + "a" * 1900,
        "https://paper.example/기사/" + "가" * 300,
        "https://xn--80ak6aa92e.com/a?b=%3Cscript%3E",
        "https://paper.example/\u202egpj.exe",
        'https://paper.example/"onclick="x',
    ],
)
def test_whatever_an_address_or_note_holds_stays_text(client, moderator, url):
    tip = make_press_tip(url, note=HOSTILE)
    for page in (client.get(LIST), client.get(address(tip))):
        html = page.content.decode()
        assert "<script>alert" not in html
        assert 'href="javascript' not in html
        assert "\u202egpj" not in text_of(page)
        assert ' onclick="x' not in html
    [link] = tree(page).xpath("//a[@target='_blank']")
    assert link.get("href").startswith("https://")
    assert set(link.get("rel").split()) >= {"noopener", "noreferrer"}
    assert "leads outside" in link.text_content()
    assert tree(page).xpath("//div[@class='their-text']/@dir") == ["auto"]
    decide(client, tip, "decline")


def test_what_is_no_web_address_is_never_stored(client):
    for url in ("javascript:alert(1)", "data:text/html,x", "ftp://paper.example/"):
        with pytest.raises(ValueError, match="address"):
            make_press_tip(url)
    assert not PressTip.objects.exists()


@pytest.mark.parametrize("key", ["0", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_tip_that_is_not_there_is_not_found(client, moderator, key):
    assert client.get(f"/admin/articles/presstip/{key}/change/").status_code == 404
    assert client.post(f"/admin/articles/presstip/{key}/act/").status_code == 404


# --- Who may --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["nobody", "no role", "Editors", "Administrators"])
def test_nobody_but_moderators_decides(client, person):
    tip = make_press_tip()
    if person == "no role":
        client.force_login(make_user(None, is_staff=True))
    elif person != "nobody":
        client.force_login(make_user(person))
    answer = 302 if person == "nobody" else 403
    for verb in ("accept", "merge", "decline"):
        assert client.post(address(tip, "act"), {"verb": verb}).status_code == answer
    data = {"tip": [str(tip.pk)]}
    assert client.post("/admin/articles/presstip/spam/", data).status_code == answer
    assert set(states().values()) == {TipState.WAITING}
    if person not in {"nobody", "no role"}:
        assert "presstip" not in client.get("/admin/").content.decode()
