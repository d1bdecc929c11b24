"""Bytes read as the text that they were, whatever their labels say."""

import pytest

from articles.links.decoding import decode
from tests.articles.links.pages import FILLER
from tests.articles.links.test_languages import OTHERS

TEXTS = {
    "cp949": FILLER["ko"] + " 펲 햏 똠방각하",
    "euc-kr": FILLER["ko"],
    "gb18030": FILLER["zh"],
    "euc-jp": FILLER["ja"],
    "shift_jis": FILLER["ja"],
    "iso-2022-jp": FILLER["ja"],
    "big5": "委員會聽取了去年離開的三個人的講述。他們談到了收容所，談到了通往河邊的路，也談到了留下的家人，並且請求不要公開他們的名字。",
    "windows-1251": OTHERS["ru"],
    "koi8-r": OTHERS["ru"],
    "windows-1256": OTHERS["ar"].replace("،", ","),
    "iso-8859-1": FILLER["de"] + FILLER["fr"],
    "utf-8": FILLER["ko"] + FILLER["ja"],
}


def written(text: str, encoding: str, label: str | None) -> bytes:
    head = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode(encoding)


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_page_is_read_by_its_own_label(encoding):
    assert TEXTS[encoding] in decode(written(TEXTS[encoding], encoding, encoding))


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_page_is_read_by_the_header(encoding):
    page = written(TEXTS[encoding], encoding, None)
    assert TEXTS[encoding] in decode(page, f"text/html; charset={encoding}")


@pytest.mark.parametrize(
    "encoding", [name for name in TEXTS if name not in ("iso-2022-jp", "iso-8859-1")]
)
@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "no-such-encoding", "utf-16", None])
def test_a_page_that_is_mislabelled_is_read_right(encoding, label):
    page = written(TEXTS[encoding], encoding, label)
    assert TEXTS[encoding] in decode(page, f"text/html; charset={label}" if label else "text/html")


def test_utf_8_with_a_korean_label_is_utf_8():
    assert FILLER["ko"] in decode(
        written(FILLER["ko"], "utf-8", "euc-kr"), "text/html; charset=euc-kr"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_goes_before_every_label(encoding):
    read = decode(written(FILLER["ko"], encoding, "euc-kr"))
    assert FILLER["ko"] in read
    assert not read.startswith("\ufeff")


def test_a_letter_cut_in_two_spoils_nothing_else():
    page = written(FILLER["ko"] * 5, "utf-8", "utf-8").replace("다".encode(), "다".encode()[:2], 1)
    assert FILLER["ko"] in decode(page)


def test_any_bytes_are_read_without_an_error():
    assert decode(bytes(range(256)) * 50)
    assert decode(b"") == ""
