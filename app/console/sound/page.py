"""What can be chosen about the sound here: devices, volume, what P2 and P3 do; stands under the lamp's diagnosis."""

import collections.abc

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy

from app.console.shortcuts.actions import Action
from app.console.sound.alarm import Sound
from app.console.state_file import SoundSettings
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CARD_TITLE
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Card

VOLUMES = (0, 20, 40, 60, 80, 100)
"""Percent."""
RAISES = (60_000, 180_000, 300_000, 600_000, 0)


class SoundPage(Card):
    """Five choices and a test; a choice is in force, and kept, at once.

    Signals:
        chosen: somebody chose something; the new ``SoundSettings``.
        test: somebody wants to hear the alarm.
    """

    chosen = Signal(object)
    test = Signal()

    def __init__(self, theme: Theme, sound: Sound) -> None:
        super().__init__(theme)
        self._sound = sound
        title = PlainLabel(theme, CARD_TITLE)
        title.show_text("At this workplace")
        self.column.addWidget(title)
        self._device = self._add("Alarms play on")
        self._second = self._add("And on, once a P1 is 20 s old")
        self._volume = self._add("Volume")
        self._raise = self._add("A P2 that nobody deals with becomes P1")
        self._news = self._add("News (P3)")
        self._add_test()
        sound.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the devices that are there and the settings in force."""
        chosen = self._sound.settings
        there = [(one.id, one.name) for one in self._sound.workplace.devices] if self._sound.workplace else []
        own = "The system's own choice: {device}".replace("{device}", there[0][1] if there else "\N{EM DASH}")
        _fill(self._device, [("", own), *self._with(there, chosen.device)], chosen.device)
        nothing = ("", "No second device")
        _fill(self._second, [nothing, *self._with(there, chosen.second_device)], chosen.second_device)
        percent = round(chosen.volume * 100)
        volumes = [(one, self._volume_words(one)) for one in sorted({*VOLUMES, percent})]
        _fill(self._volume, volumes, percent)
        raises = [(one, self._raise_words(one)) for one in dict.fromkeys((*RAISES, chosen.p2_raise_ms))]
        _fill(self._raise, raises, chosen.p2_raise_ms)
        _fill(self._news, [(False, "Silent"), (True, "One soft tone")], chosen.p3)

    def _with(self, there: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
        """The devices, and the chosen one although it is gone."""
        if not chosen or any(id_ == chosen for id_, _ in there):
            return there
        return [*there, (chosen, f"Not connected: {chosen}")]

    def _choose(self) -> None:
        settings = SoundSettings(
            device=self._device.currentData(),
            second_device=self._second.currentData(),
            volume=self._volume.currentData() / 100,
            p2_raise_ms=self._raise.currentData(),
            p3=self._news.currentData(),
        )
        if msgspec.structs.astuple(settings) != msgspec.structs.astuple(self._sound.settings):
            self._sound.choose(settings)
            self.chosen.emit(settings)

    def _add(self, words: str) -> QComboBox:
        label = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        label.show_text(words)
        box = QComboBox()
        box.setAccessibleName(one_line(words))
        box.setMinimumHeight(self._theme.px(32))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.activated.connect(self._choose)
        self.column.addWidget(label)
        self.column.addWidget(box)
        return box

    def _add_test(self) -> None:
        remark = PlainLabel(self._theme, BODY, "muted", wraps=True)
        remark.show_text(
            "P1 repeats every 10 s until somebody acknowledges it, at full volume from 15 s on. "
            "A P1 that is new sounds in a silence as well."
        )
        hear = Button(self._theme, "Test the sound", key=Action.SOUND_TEST)
        hear.clicked.connect(self.test)
        row = QHBoxLayout()
        row.addWidget(hear)
        row.addStretch(1)
        self.column.addWidget(remark)
        self.column.addLayout(row)

    def _volume_words(self, percent: int) -> str:
        off = "0 %: audio off, alarms show on the screen only"
        return off if percent == 0 else f"{percent} %"

    def _raise_words(self, milliseconds: int) -> str:
        if milliseconds == 0:
            return "Never"
        return f"After {milliseconds / 60_000:g} min"


def _fill(box: QComboBox, choices: collections.abc.Sequence[tuple[object, str]], chosen: object) -> None:
    """Offer choices; a list that somebody has open stays as it is."""
    if box.view().isVisible():
        return
    shown = [(box.itemData(place), box.itemText(place)) for place in range(box.count())]
    wanted = [(data, one_line(words)) for data, words in choices]
    if shown != wanted:
        box.clear()
        for data, words in wanted:
            box.addItem(words, data)
    box.setCurrentIndex(next(place for place, (data, _) in enumerate(wanted) if data == chosen))
