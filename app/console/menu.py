"""The menu bar: every act again, in words, beside its key."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar

from app.console.actions import Actions
from app.console.keys import Act
from app.console.theme import Choice, Theme

translate = QCoreApplication.translate

OF_INCIDENTS = (
    Act.TAKE_NEXT,
    Act.ACKNOWLEDGE,
    Act.NOTE,
    Act.CLOSE,
    Act.REOPEN,
    Act.HOLD,
    Act.RELEASE,
    Act.TAKE_OVER,
    Act.CAPTURE,
    Act.REFRESH_LOCATION,
    Act.REFRESH_DATA,
    Act.DO_NEXT,
    Act.CHECK_NEXT,
    Act.SEARCH,
    Act.COPY_COORDINATES,
    Act.COPY_SENTENCE,
    Act.QUARANTINE,
    Act.SILENCE,
)


def menu_bar(actions: Actions, theme: Theme, map_actions: list[QAction]) -> QMenuBar:
    """File, Incident, Map, Trigger, View, Help."""
    bar = QMenuBar()
    menus = {
        translate("Menu", "File"): (Act.SIGN_ON, Act.SOUND_TEST, Act.QUIT),
        translate("Menu", "Incident"): OF_INCIDENTS,
    }
    for title, acts in menus.items():
        bar.addMenu(title).addActions([actions.at(act) for act in acts])
    bar.addMenu(translate("Menu", "Map")).addActions(map_actions)
    triggering = (Act.NEW_TRIGGER, Act.BLANK_TRIGGER, Act.USE_LOCATION, Act.PREVIEW, Act.IMPORT_AGENCIES)
    bar.addMenu(translate("Menu", "Trigger")).addActions([actions.at(act) for act in triggering])
    view = bar.addMenu(translate("Menu", "View"))
    places = (Act.QUEUE, Act.SUMMARY, Act.ADDITIONAL_DATA, Act.MAP, Act.TIMELINE, Act.RAW)
    view.addActions([actions.at(act) for act in places])
    view.addSeparator()
    looks = _looks(bar, theme)
    view.addActions(looks.actions())
    view.addSeparator()
    view.addAction(_motion(bar, theme))
    view.addActions([actions.at(act) for act in (Act.LARGER_TEXT, Act.SMALLER_TEXT, Act.FULL_SCREEN)])
    bar.addMenu(translate("Menu", "Help")).addActions([actions.at(act) for act in (Act.MANUAL, Act.PALETTE, Act.KEYS)])
    return bar


def _motion(bar: QMenuBar, theme: Theme) -> QAction:
    action = QAction(translate("Menu", "Nothing blinks"), bar)
    action.setCheckable(True)
    action.setChecked(theme.reduced_motion)
    action.toggled.connect(theme.reduce_motion)
    return action


def _looks(bar: QMenuBar, theme: Theme) -> QActionGroup:
    group = QActionGroup(bar)
    names = {
        Choice.SYSTEM: translate("Menu", "Light or dark as the system"),
        Choice.LIGHT: translate("Menu", "Light"),
        Choice.DARK: translate("Menu", "Dark"),
    }
    for choice, name in names.items():
        action = group.addAction(name)
        action.setCheckable(True)
        action.setChecked(theme.choice is choice)
        action.triggered.connect(lambda _checked=False, choice=choice: theme.choose(choice))
    return group
