"""What the moderator's browser reads out of an opened file, which a stranger has made."""

import base64
import io
import random
import struct
import zipfile

import pytest
from PIL import Image, PngImagePlugin

from articles.submissions.container import Container, safe_name

RUN = """async ({containers, files, names}) => {
    const {fileIn, safeName} = await import("/static/js/moderation/container.js");
    const {tells} = await import("/static/js/moderation/metadata.js");
    const blob = text => new Blob([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))]);
    const opened = async text => { try { const {name, content} = await fileIn(blob(text));
        return [name, content.size] } catch (error) { return error.constructor.name } };
    const told = async text => { const found = await tells(blob(text));
        return found && [...found].sort() };
    return {
        containers: await Promise.all(containers.map(opened)),
        files: await Promise.all(files.map(told)),
        names: names.map(safeName),
    };
}"""
BROKEN = "BrokenContainer"


@pytest.fixture
def read(open_page):
    """Lets a browser read containers, files and names as the pages of cases do."""
    page = open_page("/en/")

    def answer(containers=(), files=(), names=()):
        encoded = [[base64.b64encode(one).decode() for one in many] for many in (containers, files)]
        told = {"containers": encoded[0], "files": encoded[1], "names": list(names)}
        return page.evaluate(RUN, told)

    return answer


def container(name: str = "증언.txt", content: bytes = b"content") -> bytes:
    target = io.BytesIO()
    made = Container(target, name)
    made.write(content)
    made.close()
    return target.getvalue()


def small() -> bytes:
    """As a container, but with little padding."""
    return zipped(("증언.txt", b"content"), ("padding", bytes(300)))


def zipped(*entries: tuple[str, bytes], method=zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def with_number(whole: bytes, signature: bytes, offset: int, number: bytes) -> bytes:
    """Another number at a place behind the first such signature."""
    place = whole.index(signature) + offset
    return whole[:place] + number + whole[place + len(number) :]


def hostile() -> dict[str, bytes]:
    """Containers that somebody has made by hand, by what is wrong with them."""
    good, entry, end = small(), b"PK\1\2", b"PK\5\6"
    return {
        "empty": b"",
        "no ZIP": b"x" * 5000,
        "cut": good[:-1],
        "something behind it": good + b"x",
        "nothing but padding": zipped(("padding", b"x")),
        "two files": zipped(("a", b"x"), ("b", b"y")),
        "three entries": zipped(("a", b"x"), ("b", b"y"), ("padding", b"z")),
        "compressed": zipped(
            ("a", b"x" * 999), ("padding", b"y" * 999), method=zipfile.ZIP_DEFLATED
        ),
        "encrypted": with_number(good, entry, 8, b"\1\0"),
        "longer than it is": with_number(good, entry, 20, b"\xff\xff\xff\x7f\xff\xff\xff\x7f"),
        "longer than the padding lets it be": with_number(
            good, entry, 20, struct.pack("<II", len(good), len(good))
        ),
        "elsewhere": with_number(good, entry, 42, b"\xff\xff\xff\xff"),
        "no entry where it should be": with_number(good, end, 16, b"\0\0\0\0"),
        "a directory as large as all": with_number(good, end, 12, struct.pack("<I", len(good))),
        "a name that is no text": with_number(good, entry, 46, b"\xff\xfe"),
        "a name without an end": with_number(good, entry, 28, b"\xff\xff"),
    }


def scratched(whole: bytes, count: int) -> list[bytes]:
    """One byte changed each, where the numbers stand."""
    dice = random.Random(1)
    places = [*range(30), *range(len(whole) - 200, len(whole))]
    made = []
    for _ in range(count):
        place = dice.choice(places)
        made.append(whole[:place] + bytes([dice.randrange(256)]) + whole[place + 1 :])
    return made


def picture(kind: str, **options) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "gray").save(drawn, kind, **options)
    return drawn.getvalue()


def exif(*, place: bool = False, **tags) -> Image.Exif:
    made = Image.Exif()
    for tag, value in tags.items():
        made[int(tag.removeprefix("t"), 16)] = value
    if place:
        made.get_ifd(0x8825)[1] = "N"
    return made


def told_files() -> list[tuple[bytes, list[str] | None]]:
    """Files, and what they tell beside what one sees."""
    words, xmp = PngImagePlugin.PngInfo(), b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>K'
    words.add_text("Author", "Kim")
    camera = exif(place=True, t010f="Maker", t013b="Kim", t0132="2020:01:01 00:00:00")
    return [
        (picture("JPEG"), []),
        (picture("JPEG", exif=camera), ["author", "device", "place", "time"]),
        (picture("JPEG", exif=exif(t8298="Kim")), ["author"]),
        (picture("JPEG", comment=b"said"), ["text"]),
        (picture("JPEG", xmp=xmp), ["author", "text"]),
        (picture("PNG"), []),
        (picture("PNG", pnginfo=words), ["author", "text"]),
        (picture("PNG", exif=exif(place=True, t0110="Camera")), ["device", "place"]),
        (picture("WEBP"), []),
        (picture("WEBP", exif=exif(t0110="Camera")), ["device"]),
        (picture("GIF"), []),
        (picture("GIF", comment=b"said"), ["text"]),
        (b"%PDF-1.4 nothing", []),
        (b"%PDF-1.4 /Author (Kim) /CreationDate (D:2020)", ["author", "time"]),
        (b"\0\0\0\x18ftypmp42" + bytes(99), None),
        (b"Just a text.", None),
        (b"", None),
    ]


def test_a_container_gives_its_file_and_any_other_zip_a_refusal(read):
    bad = hostile()
    got = read([container(), small(), *bad.values()])["containers"]
    assert got[:2] == [["증언.txt", 7]] * 2
    assert dict(zip(bad, got[2:], strict=True)) == dict.fromkeys(bad, BROKEN)
    changed = read(scratched(small(), 300))["containers"]
    assert [one for one in changed if one != BROKEN and one[1] > len(small())] == []
    assert {one for one in changed if isinstance(one, str)} == {BROKEN}


def test_names_are_as_safe_as_on_the_server(read):
    names = [
        "photo.jpg",
        "../../etc/passwd",
        "C:\\Users\\kim\\증언.hwp",
        ".bashrc",
        "\u202egpj.exe",
        "a\x00b\n.pdf",
        "긴" * 200 + ".pdf",
        "x" * 300,
        "",
    ]
    assert read(names=names)["names"] == [safe_name(name) for name in names]
    assert read(names=['a<b>"c|d?.txt'])["names"] == ["abcd.txt"]


def test_what_a_file_tells_is_told_and_a_broken_one_breaks_nothing(read):
    files = told_files()
    assert read(files=[file for file, _told in files])["files"] == [told for _file, told in files]
    broken = [one for file, _told in files for one in scratched(file + bytes(200), 20)]
    cut = [file[: len(file) // 2] for file, _told in files]
    assert len(read(files=broken + cut)["files"]) == len(broken) + len(cut)
