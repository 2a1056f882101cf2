"""The sound and the person: silencing, testing whether it is heard, and choosing devices under the lamp."""

from PySide6.QtCore import QObject

from app.console import dialogs, sound_settings
from app.console.frame.window import Window
from app.console.keys import Act
from app.console.memory import Memory
from app.console.sound.alarm_sound import Sound
from app.console.sound.sound_page import SoundPage
from app.ground.tasks import Tasks


class SoundDesk(QObject):
    """Connects the acts about the sound."""

    def __init__(self, window: Window, sound: Sound, memory: Memory, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._sound = sound
        page = SoundPage(window.theme, sound)
        window.centre.diagnosis.add_more("sound", page)
        actions = window.actions_
        actions.on(Act.SILENCE, self._silence)
        actions.on(Act.SOUND_TEST, lambda: tasks.start("sound test", self._test()))
        page.test.connect(actions.at(Act.SOUND_TEST).trigger)
        page.chosen.connect(lambda chosen: sound_settings.keep(memory, chosen))

    def _silence(self) -> None:
        self._sound.silence()
        self._window.strip.show_silence(self._sound.silent_ms())

    async def _test(self) -> None:
        window, theme = self._window, self._window.theme
        if not self._sound.play():
            headline, sentence = (
                "No sound",
                "There is no audio device. Connect one; it is used at once.",
            )
            await dialogs.tell(window, theme, headline, sentence, "Back")
            return
        question = "The alarm was just played. Did you hear it?"
        answers = ("I heard it", "I did not")
        if await dialogs.ask(window, theme, "Sound test", question, answers) == 0:
            self._sound.confirm()
