"""The pages of pictures."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Picture

from articles.admin import image as image_admin
from articles.history import deleted, versions_of
from articles.models import Image
from tests.articles.admin.pages import address, errors_of, filled, list_of, text_of
from tests.factories import make_article, make_image, make_testimony, make_user

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_image_add")


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def _file(name: str = "photo.jpg", colour: str = "red", **options) -> SimpleUploadedFile:
    out = io.BytesIO()
    Picture.new("RGB", (60, 40), colour).save(out, "JPEG", **options)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def _upload(client, file, where: str = NEW, **data):
    page = filled(client.get(where)) | {"_save": "Save"} | data
    return client.post(where, page | ({"file": file} if file else {}))


def test_a_picture_is_kept_without_what_else_its_file_told(client, editor, settings):
    file = _file("Kim at the border.php.jpg", comment=b"37.5665N")
    assert _upload(client, file, key="border", alt="A red field").status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height, image.alt) == (60, 40, "A red field")
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [image.file.name.removeprefix("images/")]
    assert image.file.name.endswith(".jpg")
    assert "Kim" not in image.file.name
    assert b"37.5665N" not in stored[0].read_bytes()


def test_a_name_decides_nothing(client, editor):
    assert _upload(client, _file("picture.exe"), key="a", alt="A").status_code == 302
    assert Image.objects.get().file.name.endswith(".jpg")
    text = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", "image/jpeg")
    response = _upload(client, text, key="b", alt="B")
    assert errors_of(response)["file"] == [
        "This is not a picture that can be read. Save it as JPEG, PNG or WebP and try again."
    ]
    assert Image.objects.count() == 1


@pytest.mark.parametrize("words", [{"alt": "A field"}, {"alt_ko": "들판"}])
def test_alternative_text_in_one_language_is_enough(client, editor, words):
    assert _upload(client, _file(), key="field", **words).status_code == 302


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"key": "field"}, {"alt"}),
        ({"key": "field", "alt": "  "}, {"alt"}),
        ({"key": "", "alt": "A field"}, {"key"}),
        ({"key": "taken", "alt": "A field"}, {"key"}),
        ({"key": "no spaces", "alt": "A field"}, {"key"}),
    ],
)
def test_where_something_else_is_wrong_the_file_is_asked_for_again(client, editor, data, wrong):
    make_image(key="taken")
    response = _upload(client, _file(), **data)
    assert set(errors_of(response)) == wrong | {"file"}
    assert errors_of(response)["file"] == [
        "The picture was not kept, because of the other errors. Choose it again."
    ]
    assert Image.objects.count() == 1


def test_without_a_file_only_what_is_wrong_is_told(client, editor):
    assert set(errors_of(_upload(client, None, key="a", alt="A"))) == {"file"}
    image = make_image()
    response = _upload(client, None, address(image), key="", alt="A")
    assert set(errors_of(response)) == {"key"}


def test_another_picture_takes_the_place_of_the_first(client, editor):
    image = make_image()
    before = image.file.name
    assert _upload(client, _file(colour="blue"), address(image)).status_code == 302
    image.refresh_from_db()
    assert image.file.name != before
    assert (image.width, image.height, image.version) == (60, 40, 2)


def test_words_can_be_changed_without_choosing_the_file_again(client, editor):
    image = make_image()
    assert _upload(client, None, address(image), alt="Better words").status_code == 302
    stored = Image.objects.get()
    assert (stored.alt, stored.file.name) == ("Better words", image.file.name)


def test_an_upload_to_a_form_that_is_no_longer_fresh_is_asked_for_again(client, editor):
    image = make_image()
    page = filled(client.get(address(image)))
    _upload(client, None, address(image), alt="Somebody else's words")
    response = client.post(address(image), page | {"_save": "1", "file": _file()})
    assert set(errors_of(response)) == {"__all__", "file"}
    assert Image.objects.get().file.name == image.file.name


# --- Its files ------------------------------------------------------------------------------


def _public(settings) -> set[str]:
    return {f"images/{path.name}" for path in (Path(settings.MEDIA_ROOT) / "images").iterdir()}


def _files_of(image: Image) -> set[str]:
    return {image.file.name, *(one["name"] for one in image.rendition_files)}


@pytest.fixture
def stored(client, editor, django_capture_on_commit_callbacks):
    """Uploads a picture, or does something else, with what follows after the commit."""

    def done(act) -> Image | None:
        with django_capture_on_commit_callbacks(execute=True):
            assert act().status_code == 302
        return Image.objects.first()

    return done


def test_a_stored_picture_has_its_renditions(client, settings, stored):
    image = stored(lambda: _upload(client, _file(), key="border", alt="A field"))
    assert len(image.sources) == 3
    assert _public(settings) == _files_of(image)


def test_a_picture_whose_files_cannot_be_settled_is_stored_all_the_same(
    stored, client, monkeypatch
):
    def fails(_pk, _former):
        raise OSError("no space left")

    monkeypatch.setattr(image_admin, "settle", fails)
    image = stored(lambda: _upload(client, _file(), key="border", alt="A field"))
    assert (image.key, image.sources) == ("border", [])


def test_of_a_replaced_picture_nothing_stays_public(client, settings, stored):
    first = stored(lambda: _upload(client, _file(), key="border", alt="A field"))
    second = stored(lambda: _upload(client, _file(colour="blue"), address(first)))
    assert not _files_of(first) & _files_of(second)
    assert _public(settings) == _files_of(second)


def test_a_version_brings_back_the_picture_of_its_time(client, settings, stored):
    first = stored(lambda: _upload(client, _file(), key="border", alt="A field"))
    second = stored(lambda: _upload(client, _file(colour="blue"), address(first)))
    (version,) = [one for one in versions_of(second) if one.field_dict["file"] == first.file.name]
    where = reverse("admin:articles_image_version", args=[second.pk, version.pk])
    back = stored(lambda: client.post(where, {"seen_version": second.version}))
    assert back.file.name == first.file.name
    assert len(back.sources) == 3
    assert _public(settings) == _files_of(back) == _files_of(first)


def test_a_deleted_picture_is_public_no_longer_and_can_come_back(client, settings, stored):
    image = stored(lambda: _upload(client, _file(), key="border", alt="A field"))
    assert stored(lambda: client.post(address(image, "delete"), {"post": "yes"})) is None
    assert _public(settings) == set()
    (version,) = deleted(Image)
    where = reverse("admin:articles_image_deleted_version", args=[version.pk])
    back = stored(lambda: client.post(where))
    assert _public(settings) == _files_of(back) == _files_of(image)


def test_pictures_deleted_together_are_public_no_longer(client, settings, stored):
    for key, colour in (("one", "red"), ("two", "blue")):
        stored(
            lambda key=key, colour=colour: _upload(client, _file(colour=colour), key=key, alt="A")
        )
    chosen = {
        "action": "delete_selected",
        "_selected_action": [one.pk for one in Image.objects.all()],
    }
    assert stored(lambda: client.post(list_of(Image), chosen | {"post": "yes"})) is None
    assert _public(settings) == set()


def test_what_stays_in_view_is_chosen_without_a_script(client, editor):
    assert _upload(client, _file(), key="a", alt="A", focus="bottom-right").status_code == 302
    assert Image.objects.get().focus == "bottom-right"
    assert set(errors_of(_upload(client, _file(), key="b", alt="B", focus="outside"))) == {
        "focus",
        "file",
    }


def test_list_and_form_show_the_picture_and_where_it_is_used(client, editor):
    image, other = make_image(key="river"), make_image(key="other")
    used = make_article(image=image, title="Along the river")
    make_article(image=other, title="Elsewhere")
    make_testimony()
    html = client.get(list_of(Image)).content.decode()
    assert html.count('class="thumbnail"') == 2
    assert f'src="{image.file.url}"' in html
    assert 'alt="A grey field"' in html
    response = client.get(address(image))
    assert f'src="{image.file.url}"' in response.content.decode()
    assert f'href="{address(used)}"' in response.content.decode()
    assert "Elsewhere" not in text_of(response)


def test_fifty_pictures_cost_what_one_costs(client, editor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_of(Image)).status_code == 200
        return len(captured)

    make_article(image=make_image())
    queries()
    few = queries()
    for _number in range(49):
        make_article(image=make_image())
    assert queries() == few
