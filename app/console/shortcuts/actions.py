"""The one table of actions: what each is called, its keys, where they work, and its place in the menu.

Menu bar, palette, key sheet, tool tips and sentences that name a key all read it. A new action is one row here, and one
``actions_.on(Action.NAME, …)`` where it is carried out.
"""

import enum
import itertools
import typing


class Scope(enum.Enum):
    """Where a key works; single letters only while the queue or the map has the focus (docs/operator.md#e2)."""

    ANYWHERE = "anywhere"
    QUEUE = "queue"
    QUEUE_OR_MAP = "queue or map"
    TRIGGER = "trigger"
    """While the form of a callflow has the keyboard."""


class Menu(enum.Enum):
    """The menus of the menu bar, in its order; the value is the title."""

    FILE = "File"
    INCIDENT = "Incident"
    MAP = "Map"
    TRIGGER = "Trigger"
    VIEW = "View"
    WINDOW = "Window"
    HELP = "Help"


@enum.unique
class Action(enum.Enum):
    """Something an operator can do with one key; palette and key sheet list the rows in this order.

    A row is: value, words, keys, scope, menu, group in the menu, rank in the group.

    The value is what a changed key is kept under on disk: never change it.
    Words are what a menu says; an ellipsis only when a dialog follows.
    Keys are Qt's portable names, the first is the one shown.
    Separators divide the groups of a menu. In a group the lowest rank comes first, equal ranks in the order of rows;
    an action without a menu (moving in the queue) is in palette and key sheet only.
    """

    TAKE_NEXT = "take_next", "Take next", ("F2",), Scope.ANYWHERE, Menu.INCIDENT
    ACKNOWLEDGE = "acknowledge", "Acknowledge selected", ("A",), Scope.QUEUE, Menu.INCIDENT
    NOTE = "note", "Write a note", ("F7",), Scope.ANYWHERE, Menu.INCIDENT
    CLOSE = "close", "Close incident…", ("F8",), Scope.ANYWHERE, Menu.INCIDENT
    REOPEN = "reopen", "Reopen incident", ("Shift+F8",), Scope.ANYWHERE, Menu.INCIDENT
    HOLD = "hold", "Hold…", ("F9",), Scope.ANYWHERE, Menu.INCIDENT
    RELEASE = "release", "Release the hold", ("Shift+F9",), Scope.ANYWHERE, Menu.INCIDENT
    TAKE_OVER = "take_over", "Take over from its owner", ("Shift+F2",), Scope.ANYWHERE, Menu.INCIDENT
    HAND_OVER = "hand_over", "Hand over to another…", ("Ctrl+F2",), Scope.ANYWHERE, Menu.INCIDENT
    LINK = "link", "Link to another incident…", ("Ctrl+Shift+J",), Scope.ANYWHERE, Menu.INCIDENT
    GO_TO_LINKED = "go_to_linked", "Go to the linked incident", ("Ctrl+J",), Scope.ANYWHERE, Menu.INCIDENT
    SPLIT = "split", "Split into its own incident…", ("Ctrl+Shift+X",), Scope.ANYWHERE, Menu.INCIDENT
    CAPTURE = "capture", "Ask RapidSOS for all now", ("Shift+F5",), Scope.ANYWHERE, Menu.INCIDENT
    REFRESH_LOCATION = "refresh_location", "Ask for the location now", ("F5",), Scope.ANYWHERE, Menu.INCIDENT
    REFRESH_DATA = "refresh_data", "Ask for additional data now", ("F6",), Scope.ANYWHERE, Menu.INCIDENT
    DO_NEXT = "do_next", "Do the next step of the checklist", ("D",), Scope.QUEUE, Menu.INCIDENT
    CHECK_NEXT = "check_next", "Check the next step, already done", ("Shift+D",), Scope.QUEUE, Menu.INCIDENT
    SEARCH = "search", "Search, open and closed", ("F3", "Ctrl+F"), Scope.ANYWHERE, Menu.INCIDENT
    NEXT_ROW = "next_row", "Next row", ("J",), Scope.QUEUE
    PREVIOUS_ROW = "previous_row", "Previous row", ("K",), Scope.QUEUE
    OPEN = "open", "Go to the incident", ("Return", "Enter"), Scope.QUEUE
    COPY_COORDINATES = "copy_coordinates", "Copy coordinates", ("Ctrl+Shift+C",), Scope.ANYWHERE, Menu.INCIDENT
    COPY_SENTENCE = "copy_sentence", "Copy location sentence", ("Ctrl+Shift+S",), Scope.ANYWHERE, Menu.INCIDENT
    COPY_SUMMARY = "copy_summary", "Copy incident summary", ("Ctrl+Alt+C",), Scope.ANYWHERE, Menu.INCIDENT
    QUEUE = "queue", "Go to the queue", ("Ctrl+1",), Scope.ANYWHERE, Menu.VIEW
    SUMMARY = "summary", "Summary", ("Ctrl+2",), Scope.ANYWHERE, Menu.VIEW
    MAP = "map", "Go to the map", ("Ctrl+3",), Scope.ANYWHERE, Menu.VIEW
    TIMELINE = "timeline", "Timeline", ("Ctrl+4",), Scope.ANYWHERE, Menu.VIEW
    RAW = "raw", "Raw requests", ("Ctrl+7",), Scope.ANYWHERE, Menu.VIEW, 0, 1
    TRIGGER = "trigger", "Go to the trigger drawer", ("Ctrl+5",), Scope.ANYWHERE, Menu.VIEW
    NEW_TRIGGER = "new_trigger", "Trigger a callflow for this incident", ("F4",), Scope.ANYWHERE, Menu.TRIGGER
    BLANK_TRIGGER = "blank_trigger", "Trigger a callflow for nobody shared", ("Shift+F4",), Scope.ANYWHERE, Menu.TRIGGER
    USE_LOCATION = (
        "use_location",
        "Use the incident's location in the form",
        ("Ctrl+Shift+L",),
        Scope.TRIGGER,
        Menu.TRIGGER,
    )
    PREVIEW = (
        "preview",
        "Go to the request preview, send nothing",
        ("Ctrl+Return", "Ctrl+Enter"),
        Scope.TRIGGER,
        Menu.TRIGGER,
    )
    IMPORT_AGENCIES = "import_agencies", "Import the agency list…", ("Ctrl+Shift+A",), Scope.ANYWHERE, Menu.TRIGGER
    ADDITIONAL_DATA = "additional_data", "Additional data", ("Ctrl+6",), Scope.ANYWHERE, Menu.VIEW
    FOLLOW = "follow", "Follow the caller on the map", ("L",), Scope.QUEUE_OR_MAP, Menu.MAP
    FIT_FIX = "fit_fix", "Fit the map to the fix", ("Z",), Scope.QUEUE_OR_MAP, Menu.MAP
    FIT_BOX = "fit_box", "Fit the map to the jurisdiction box", ("Shift+Z",), Scope.QUEUE_OR_MAP, Menu.MAP
    LAYERS = "layers", "Layers and units of the map…", ("V",), Scope.QUEUE_OR_MAP, Menu.MAP
    GOTO = "goto", "Look at coordinates on the map…", ("G",), Scope.QUEUE_OR_MAP, Menu.MAP
    BASE_MAP = "base_map", "Base map…", ("Ctrl+Shift+B",), Scope.ANYWHERE, Menu.MAP
    QUARANTINE = "quarantine", "Quarantine…", ("Ctrl+Shift+Q",), Scope.ANYWHERE, Menu.INCIDENT
    INSPECTOR = "inspector", "Inspector of requests…", ("F12",), Scope.ANYWHERE, Menu.WINDOW, 3
    REPORTS = "reports", "Reports…", ("Shift+F12",), Scope.ANYWHERE, Menu.WINDOW, 3
    SILENCE = "silence", "Silence for 60 s", ("Ctrl+.",), Scope.ANYWHERE, Menu.INCIDENT
    SOUND_TEST = "sound_test", "Test the sound", ("Ctrl+Shift+.", "Ctrl+>"), Scope.ANYWHERE, Menu.FILE, 0, 2
    LARGER_TEXT = "larger_text", "Larger text", ("Ctrl++", "Ctrl+="), Scope.ANYWHERE, Menu.VIEW, 1
    SMALLER_TEXT = "smaller_text", "Smaller text", ("Ctrl+-",), Scope.ANYWHERE, Menu.VIEW, 1
    FULL_SCREEN = "full_screen", "Full screen", ("F11",), Scope.ANYWHERE, Menu.WINDOW, 2
    QUEUE_WINDOW = "queue_window", "Queue in a window of its own", ("Ctrl+Shift+1",), Scope.ANYWHERE, Menu.WINDOW, 1
    INCIDENT_WINDOW = (
        "incident_window",
        "Incident in a window of its own",
        ("Ctrl+Shift+2",),
        Scope.ANYWHERE,
        Menu.WINDOW,
        1,
    )
    MAP_WINDOW = "map_window", "Map in a window of its own", ("Ctrl+Shift+3",), Scope.ANYWHERE, Menu.WINDOW, 1
    TRIGGER_WINDOW = (
        "trigger_window",
        "Trigger drawer in a window of its own",
        ("Ctrl+Shift+5",),
        Scope.ANYWHERE,
        Menu.WINDOW,
        1,
    )
    SINGLE_SCREEN = "single_screen", "Layout for a single screen", ("Shift+F11",), Scope.ANYWHERE, Menu.WINDOW
    SECOND_MONITOR = (
        "second_monitor",
        "Map and queue strip on the second monitor",
        ("Ctrl+F11",),
        Scope.ANYWHERE,
        Menu.WINDOW,
    )
    WALL = "wall", "Wall view, no names and no numbers of callers", ("Ctrl+Shift+F11",), Scope.ANYWHERE, Menu.WINDOW
    RESET_LAYOUT = "reset_layout", "Reset layout", ("Ctrl+Shift+R",), Scope.ANYWHERE, Menu.WINDOW, 2
    SIGN_ON = "sign_on", "Sign on as…", ("Ctrl+Shift+N",), Scope.ANYWHERE, Menu.FILE
    LOCK = "lock", "Lock the screen, alarms go on", ("Ctrl+L",), Scope.ANYWHERE, Menu.FILE, 0, 1
    PREFERENCES = "preferences", "Preferences…", ("Ctrl+,",), Scope.ANYWHERE, Menu.FILE, 0, 1
    SIGN_OFF = "sign_off", "Sign off…", ("Ctrl+Shift+O",), Scope.ANYWHERE, Menu.FILE
    HANDOVER = "handover", "Handover sheet…", ("Ctrl+H",), Scope.ANYWHERE, Menu.FILE
    PALETTE = "palette", "Do by name…", ("Ctrl+K",), Scope.ANYWHERE, Menu.HELP, 0, 1
    MANUAL = "manual", "Manual", ("F1",), Scope.ANYWHERE, Menu.HELP
    FIRST_RUN = "first_run", "First run, what is proven here…", ("Shift+F1",), Scope.ANYWHERE, Menu.HELP
    KEYS = "keys", "Keys", ("?",), Scope.ANYWHERE, Menu.HELP, 0, 1
    QUIT = "quit", "Quit…", ("Ctrl+Q",), Scope.ANYWHERE, Menu.FILE, 0, 3

    words: str
    keys: tuple[str, ...]
    scope: Scope
    menu: Menu | None
    group: int
    rank: int

    def __new__(  # noqa: PLR0913, PLR0917 the columns of the table
        cls,
        value: str,
        words: str,
        keys: tuple[str, ...],
        scope: Scope,
        menu: Menu | None = None,
        group: int = 0,
        rank: int = 0,
    ) -> typing.Self:
        """Make a member of a row."""
        action = object.__new__(cls)
        action._value_ = value
        action.words, action.keys, action.scope = words, keys, scope
        action.menu, action.group, action.rank = menu, group, rank
        return action

    @property
    def name_words(self) -> str:
        """The words without the ellipsis, for sentences and tool tips."""
        return self.words.rstrip("…")


def menu_groups(menu: Menu) -> list[list[Action]]:
    """The actions of one menu, as the groups between its separators."""
    rows = sorted((action for action in Action if action.menu is menu), key=lambda action: (action.group, action.rank))
    return [list(group) for _, group in itertools.groupby(rows, key=lambda action: action.group)]
