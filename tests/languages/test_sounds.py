"""The sounds of words."""

from tiptranslate.languages.sounds import sounds


def test_sounds_are_the_same_in_three_scripts() -> None:
    """One string for one name."""
    found = {
        sounds("Shukhrat", "en"),
        sounds("Шухрат", "ru"),
        sounds("Shuxrat", "uz"),
        sounds("Шухрат", "uz@cyrillic"),
    }

    assert found == {"šuxrat"}
