"""Receipts: what is forgiven in typing one back, and what is not."""

import random
import unicodedata

import pyrage
import pytest

from articles.submissions import receipts
from articles.submissions.word_lists import LISTS, ReceiptStyle, numbers, words

ALL = range(40)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def receipt(number: int) -> bytes:
    """The same bits at every run, of those that generate() may give."""
    source = random.Random(number)
    while True:
        candidate = source.randbytes(receipts.BYTES)
        if all(
            receipts.read("".join(receipts.write(candidate, s))) == candidate for s in ReceiptStyle
        ):
            return candidate


def test_a_receipt_has_88_random_bits():
    many = {receipts.generate() for _ in range(200)}
    assert len(many) == 200
    assert {len(each) for each in many} == {11}


@pytest.mark.parametrize("style", ReceiptStyle)
def test_it_is_eight_words_or_27_digits(style):
    parts = receipts.write(receipt(1), style)
    if style is ReceiptStyle.DIGITS:
        assert [len(part) for part in parts] == [3] * 9
    else:
        assert len(parts) == 8
        assert set(parts) <= set(words(style))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_keeps_its_2048_words_apart_when_folded(name):
    assert len(numbers(name)) == len(words(name)) == 2048


SPELLINGS = {
    "as shown": " ".join,
    "in capitals": lambda parts: " ".join(parts).upper(),
    "with many spaces": lambda parts: "  \t".join(["", *parts, ""]),
    "one a line": "\r\n".join,
    "without spaces": "".join,
    "with commas": ", ".join,
    "with hyphens": "-".join,
    "with wide spaces": "\u3000".join,
    "with invisible letters": "\u200b ".join,
    "with a full stop": lambda parts: " ".join(parts) + ".",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("style", ReceiptStyle)
def test_it_is_read_however_it_is_spelled(style, spelling):
    for number in ALL:
        written = SPELLINGS[spelling](receipts.write(receipt(number), style))
        for form in FORMS:
            assert receipts.read(unicodedata.normalize(form, written)) == receipt(number)


def test_digits_that_look_like_letters_are_read():
    typed = " ".join(receipts.write(receipt(3), ReceiptStyle.DIGITS))
    assert "0" in typed or "1" in typed
    for digit, letters in {"0": "oO〇", "1": "lI|", "2": "zZ", "5": "sS", "8": "B"}.items():
        for letter in letters:
            assert receipts.read(typed.replace(digit, letter)) == receipt(3)


def test_digits_of_other_scripts_are_read():
    typed = " ".join(receipts.write(receipt(4), ReceiptStyle.DIGITS))
    assert receipts.read(
        typed.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    ) == receipt(4)


def test_letters_that_look_like_digits_are_read():
    written = " ".join(receipts.write(receipt(5), ReceiptStyle.ENGLISH))
    assert {"o", "l"} & set(written)
    assert receipts.read(written.replace("o", "0").replace("l", "1")) == receipt(5)


def test_traditional_characters_are_read_as_the_simplified_ones():
    number = int.from_bytes(receipt(6))
    places = [(number >> 11 * place) & 2047 for place in range(7, -1, -1)]
    traditional = " ".join(words("chinese_traditional")[place] for place in places)
    simplified = " ".join(receipts.write(receipt(6), ReceiptStyle.CHINESE))
    assert traditional != simplified
    assert receipts.read(traditional) == receipts.read(simplified) == receipt(6)


def test_all_styles_of_a_receipt_are_the_same_receipt():
    assert {
        receipts.read(" ".join(receipts.write(receipt(7), style))) for style in ReceiptStyle
    } == {receipt(7)}


@pytest.mark.parametrize("style", ReceiptStyle)
def test_one_wrong_word_or_another_order_is_another_receipt(style):
    parts = receipts.write(receipt(8), style)
    assert receipts.read(" ".join([parts[1], parts[0], *parts[2:]])) != receipt(8)
    assert receipts.read(" ".join(parts[:-1])) is None
    assert receipts.read(" ".join([*parts, parts[0]])) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "password",
        "1",
        "9" * 27,
        "1" * 28,
        "\x00",
        "a" * 401,
        "가" * 400,
        "١" * 5,
        "able " * 80,
    ],
)
def test_anything_else_is_no_receipt(typed):
    assert receipts.read(typed) is None


def test_ambiguous_text_is_not_searched_for_ever():
    assert receipts.read("".join(words("english"))[:400]) is None
    assert receipts.read("act" * 130) is None


def test_the_stored_value_is_neither_the_receipt_nor_leads_to_the_key():
    known = receipts.credentials(receipt(9))
    assert known.receipt_id == receipts.credentials(receipt(9)).receipt_id
    assert known.receipt_id != receipts.credentials(receipt(10)).receipt_id
    assert receipt(9).hex() not in known.receipt_id + known.recipient
    sealed = pyrage.encrypt(b"hello", [pyrage.x25519.Recipient.from_str(known.recipient)])
    assert pyrage.decrypt(sealed, [receipts.credentials(receipt(9)).identity]) == b"hello"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [receipts.credentials(receipt(10)).identity])


def test_the_value_is_that_of_argon2id():
    from argon2.low_level import Type, hash_secret_raw

    raw = hash_secret_raw(
        receipt(9), b"nkdbcms: receipt of a submission", 2, 19 * 1024, 1, 64, Type.ID
    )
    assert receipts.credentials(receipt(9)).receipt_id == raw[:32].hex()


def test_what_is_no_receipt_costs_the_same_work_and_leads_nowhere():
    assert receipts.credentials(None).receipt_id != receipts.credentials(None).receipt_id


@pytest.mark.parametrize(
    ("typed", "word", "same"),
    [
        ("빨간색", "빨간색", True),
        (unicodedata.normalize("NFD", "빨간색"), "빨간색", True),
        (" Fresh. ", "fresh", True),
        ("FR3SH", "fresh", False),
        ("fresh fresh", "fresh", False),
        ("O1l", "011", True),
        ("1 1 2", "112", True),
        ("113", "112", False),
        ("", "112", False),
        ("", "fresh", False),
    ],
)
def test_one_word_typed_back(typed, word, same):
    assert receipts.is_same_word(typed, word) is same
