"""The language of the text, whatever its page says."""

import pytest

from articles.links.capture import capture
from tests.articles.links.pages import FILLER, page

URL = "https://www.ledger.example/a/1"
OTHERS = {
    "ru": "Комиссия выслушала трёх человек, которые покинули Север в прошлом году. Они говорили о лагере и о дороге к реке, "
    "и они просили, чтобы их имена не были названы. Расследование будет продолжаться до следующего месяца, как и было решено.",
    "es": "La comisión escuchó a tres personas que dejaron el Norte el año pasado. Hablaron del campo y del camino hacia el río, "
    "y pidieron que sus nombres no se publicaran. La investigación seguirá hasta el mes que viene, según lo que se ha dicho.",
    "ar": "استمعت اللجنة إلى ثلاثة أشخاص غادروا الشمال في العام الماضي. تحدثوا عن المعسكر وعن الطريق إلى النهر وعن الأسر التي بقيت هناك، "
    "وطلبوا ألا تنشر أسماؤهم في الصحف. ومن المقرر أن يستمر التحقيق حتى الشهر المقبل.",
    "vi": "Ủy ban đã nghe ba người rời miền Bắc vào năm ngoái. Họ đã nói về trại và về con đường đến sông, và họ yêu cầu rằng tên của họ "
    "không được công bố cho đến khi cuộc điều tra kết thúc vào tháng sau, như đã được quyết định.",
}
TEXTS = FILLER | OTHERS


def language_of(text: str, declared: str = "") -> str | None:
    head = f'<meta http-equiv="content-language" content="{declared}">' if declared else ""
    html = page(head=head, body=f"<p>{text}</p>" * 4).split(b"<article>")[0] + b"</body></html>"
    html = html.replace(b"<html>", f'<html lang="{declared}">'.encode()) if declared else html
    return capture(URL, html).language


@pytest.mark.parametrize("language", TEXTS)
def test_the_text_tells_its_language(language):
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("language", "declared"),
    [("ko", "en"), ("ja", "en-US"), ("zh", "ko"), ("de", "en"), ("fr", "ko-KR")],
)
def test_a_wrong_declaration_loses_against_the_text(language, declared):
    assert language_of(TEXTS[language], declared) == language


@pytest.mark.parametrize(
    ("declared", "code"),
    [("en_GB", "en"), ("KO-kr", "ko"), ("kr", "ko"), ("jp", "ja"), ("eng", "en")],
)
def test_a_declaration_is_given_as_two_letters(declared, code):
    html = page(head=f'<meta property="og:locale" content="{declared}">').split(b"<article>")[0]
    assert capture(URL, html).language == code


def test_a_page_without_text_and_declaration_has_none():
    assert capture(URL, b"<html><body>1234</body></html>").language is None
