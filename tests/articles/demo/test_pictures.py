import pytest

from articles.demo import content, pictures
from articles.demo.sheet import as_jpeg


def test_each_picture_of_the_content_can_be_drawn_and_no_other():
    assert {table["key"] for table in content.tables("image")} == set(pictures.PICTURES)
    assert len(pictures.PICTURES) >= 8


def test_pictures_are_large_different_and_the_same_on_every_run():
    drawn = {key: pictures.draw(key) for key in pictures.PICTURES}
    assert {image.size for image in drawn.values()} == {(1600, 1000)}
    assert len({as_jpeg(image) for image in drawn.values()}) == len(drawn)
    for key, image in drawn.items():
        assert as_jpeg(pictures.draw(key)) == as_jpeg(image)


def test_an_unknown_picture_is_refused():
    with pytest.raises(KeyError):
        pictures.draw("sunset")
