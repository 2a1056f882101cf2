"""Values of the map and of the sound: each choice is put in force and read back."""

from app.console.map.appearance import MapLook
from app.console.preferences.workplace import OwnValue, map_values, own_field, sound_values
from app.console.state_file import SoundSettings


class Kept:
    """A look and a choice, as map and sound keep them."""

    def __init__(self) -> None:
        self.look = MapLook()
        self.sound = SoundSettings(device="speakers")

    def wear(self, look: MapLook) -> None:
        self.look = look

    def choose(self, sound: SoundSettings) -> None:
        self.sound = sound

    def values(self) -> tuple[OwnValue, ...]:
        return (
            *map_values(lambda: self.look, self.wear),
            *sound_values(lambda: self.sound, self.choose),
        )


def test_defaults_are_among_the_choices_and_nothing_is_changed() -> None:
    for value in Kept().values():
        assert value.default in [text for text, _words in value.choices]
        assert not own_field(value).changed


def test_every_choice_comes_back_as_it_was_put() -> None:
    kept = Kept()
    for value in kept.values():
        for text, words in value.choices:
            assert words
            value.put(text)
            assert own_field(value).text == text
    assert kept.sound.device == "speakers"
    assert (kept.sound.volume, kept.sound.p3, kept.look.rough_m) == (1.0, True, 100.0)
