"""The one table of keys: what each does, where it works; menu, tool tips and the sheet of keys all read it."""

import enum
import typing

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Where(enum.Enum):
    """Where a key works; single letters only while the queue has the focus (docs/operator.md#e2)."""

    ANYWHERE = "anywhere"
    QUEUE = "queue"
    QUEUE_OR_MAP = "queue or map"
    TRIGGER = "trigger"
    """While the form of a callflow has the keyboard."""


class Act(enum.Enum):
    """Something an operator can do with one key."""

    TAKE_NEXT = "take_next"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    HOLD = "hold"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    HAND_OVER = "hand_over"
    LINK = "link"
    GO_TO_LINKED = "go_to_linked"
    SPLIT = "split"
    CAPTURE = "capture"
    REFRESH_LOCATION = "refresh_location"
    REFRESH_DATA = "refresh_data"
    DO_NEXT = "do_next"
    CHECK_NEXT = "check_next"
    SEARCH = "search"
    NEXT_ROW = "next_row"
    PREVIOUS_ROW = "previous_row"
    OPEN = "open"
    COPY_COORDINATES = "copy_coordinates"
    COPY_SENTENCE = "copy_sentence"
    COPY_SUMMARY = "copy_summary"
    QUEUE = "queue"
    SUMMARY = "summary"
    MAP = "map"
    TIMELINE = "timeline"
    RAW = "raw"
    TRIGGER = "trigger"
    NEW_TRIGGER = "new_trigger"
    BLANK_TRIGGER = "blank_trigger"
    USE_LOCATION = "use_location"
    PREVIEW = "preview"
    IMPORT_AGENCIES = "import_agencies"
    ADDITIONAL_DATA = "additional_data"
    FOLLOW = "follow"
    FIT_FIX = "fit_fix"
    FIT_BOX = "fit_box"
    LAYERS = "layers"
    GOTO = "goto"
    BASE_MAP = "base_map"
    QUARANTINE = "quarantine"
    INSPECTOR = "inspector"
    REPORTS = "reports"
    SILENCE = "silence"
    SOUND_TEST = "sound_test"
    LARGER_TEXT = "larger_text"
    SMALLER_TEXT = "smaller_text"
    FULL_SCREEN = "full_screen"
    QUEUE_WINDOW = "queue_window"
    INCIDENT_WINDOW = "incident_window"
    MAP_WINDOW = "map_window"
    TRIGGER_WINDOW = "trigger_window"
    SINGLE_SCREEN = "single_screen"
    SECOND_MONITOR = "second_monitor"
    WALL = "wall"
    RESET_LAYOUT = "reset_layout"
    SIGN_ON = "sign_on"
    LOCK = "lock"
    PREFERENCES = "preferences"
    SIGN_OFF = "sign_off"
    HANDOVER = "handover"
    PALETTE = "palette"
    MANUAL = "manual"
    FIRST_RUN = "first_run"
    KEYS = "keys"
    QUIT = "quit"


class Key(typing.NamedTuple):
    """The keys of an act (Qt's portable names, the first is the one shown) and where they work."""

    keys: tuple[str, ...]
    where: Where = Where.ANYWHERE


KEYS: dict[Act, Key] = {
    Act.TAKE_NEXT: Key(("F2",)),
    Act.ACKNOWLEDGE: Key(("A",), Where.QUEUE),
    Act.NOTE: Key(("F7",)),
    Act.CLOSE: Key(("F8",)),
    Act.REOPEN: Key(("Shift+F8",)),
    Act.HOLD: Key(("F9",)),
    Act.RELEASE: Key(("Shift+F9",)),
    Act.TAKE_OVER: Key(("Shift+F2",)),
    Act.HAND_OVER: Key(("Ctrl+F2",)),
    Act.LINK: Key(("Ctrl+Shift+J",)),
    Act.GO_TO_LINKED: Key(("Ctrl+J",)),
    Act.SPLIT: Key(("Ctrl+Shift+X",)),
    Act.CAPTURE: Key(("Shift+F5",)),
    Act.REFRESH_LOCATION: Key(("F5",)),
    Act.REFRESH_DATA: Key(("F6",)),
    Act.DO_NEXT: Key(("D",), Where.QUEUE),
    Act.CHECK_NEXT: Key(("Shift+D",), Where.QUEUE),
    Act.SEARCH: Key(("F3", "Ctrl+F")),
    Act.NEXT_ROW: Key(("J",), Where.QUEUE),
    Act.PREVIOUS_ROW: Key(("K",), Where.QUEUE),
    Act.OPEN: Key(("Return", "Enter"), Where.QUEUE),
    Act.COPY_COORDINATES: Key(("Ctrl+Shift+C",)),
    Act.COPY_SENTENCE: Key(("Ctrl+Shift+S",)),
    Act.COPY_SUMMARY: Key(("Ctrl+Alt+C",)),
    Act.QUEUE: Key(("Ctrl+1",)),
    Act.SUMMARY: Key(("Ctrl+2",)),
    Act.MAP: Key(("Ctrl+3",)),
    Act.TIMELINE: Key(("Ctrl+4",)),
    Act.TRIGGER: Key(("Ctrl+5",)),
    Act.RAW: Key(("Ctrl+7",)),
    Act.NEW_TRIGGER: Key(("F4",)),
    Act.BLANK_TRIGGER: Key(("Shift+F4",)),
    Act.USE_LOCATION: Key(("Ctrl+Shift+L",), Where.TRIGGER),
    Act.PREVIEW: Key(("Ctrl+Return", "Ctrl+Enter"), Where.TRIGGER),
    Act.IMPORT_AGENCIES: Key(("Ctrl+Shift+A",)),
    Act.ADDITIONAL_DATA: Key(("Ctrl+6",)),
    Act.FOLLOW: Key(("L",), Where.QUEUE_OR_MAP),
    Act.FIT_FIX: Key(("Z",), Where.QUEUE_OR_MAP),
    Act.FIT_BOX: Key(("Shift+Z",), Where.QUEUE_OR_MAP),
    Act.LAYERS: Key(("V",), Where.QUEUE_OR_MAP),
    Act.GOTO: Key(("G",), Where.QUEUE_OR_MAP),
    Act.BASE_MAP: Key(("Ctrl+Shift+B",)),
    Act.QUARANTINE: Key(("Ctrl+Shift+Q",)),
    Act.INSPECTOR: Key(("F12",)),
    Act.REPORTS: Key(("Shift+F12",)),
    Act.SILENCE: Key(("Ctrl+.",)),
    Act.SOUND_TEST: Key(("Ctrl+Shift+.", "Ctrl+>")),
    Act.LARGER_TEXT: Key(("Ctrl++", "Ctrl+=")),
    Act.SMALLER_TEXT: Key(("Ctrl+-",)),
    Act.FULL_SCREEN: Key(("F11",)),
    Act.QUEUE_WINDOW: Key(("Ctrl+Shift+1",)),
    Act.INCIDENT_WINDOW: Key(("Ctrl+Shift+2",)),
    Act.MAP_WINDOW: Key(("Ctrl+Shift+3",)),
    Act.TRIGGER_WINDOW: Key(("Ctrl+Shift+5",)),
    Act.SINGLE_SCREEN: Key(("Shift+F11",)),
    Act.SECOND_MONITOR: Key(("Ctrl+F11",)),
    Act.WALL: Key(("Ctrl+Shift+F11",)),
    Act.RESET_LAYOUT: Key(("Ctrl+Shift+R",)),
    Act.SIGN_ON: Key(("Ctrl+Shift+N",)),
    Act.LOCK: Key(("Ctrl+L",)),
    Act.PREFERENCES: Key(("Ctrl+,",)),
    Act.SIGN_OFF: Key(("Ctrl+Shift+O",)),
    Act.HANDOVER: Key(("Ctrl+H",)),
    Act.PALETTE: Key(("Ctrl+K",)),
    Act.MANUAL: Key(("F1",)),
    Act.FIRST_RUN: Key(("Shift+F1",)),
    Act.KEYS: Key(("?",)),
    Act.QUIT: Key(("Ctrl+Q",)),
}


def words(act: Act) -> str:
    """What the act does, as a menu says it; an ellipsis only when a dialog follows."""
    return (_of_incidents() | _of_places() | _of_windows() | _of_the_console())[act]


def _of_incidents() -> dict[Act, str]:
    return {
        Act.TAKE_NEXT: translate("Keys", "Take next"),
        Act.ACKNOWLEDGE: translate("Keys", "Acknowledge selected"),
        Act.NOTE: translate("Keys", "Write a note"),
        Act.CLOSE: translate("Keys", "Close incident…"),
        Act.REOPEN: translate("Keys", "Reopen incident"),
        Act.HOLD: translate("Keys", "Hold…"),
        Act.RELEASE: translate("Keys", "Release the hold"),
        Act.TAKE_OVER: translate("Keys", "Take over from its owner"),
        Act.HAND_OVER: translate("Keys", "Hand over to another…"),
        Act.LINK: translate("Keys", "Link to another incident…"),
        Act.GO_TO_LINKED: translate("Keys", "Go to the linked incident"),
        Act.SPLIT: translate("Keys", "Split into its own incident…"),
        Act.CAPTURE: translate("Keys", "Ask RapidSOS for all now"),
        Act.REFRESH_LOCATION: translate("Keys", "Ask for the location now"),
        Act.REFRESH_DATA: translate("Keys", "Ask for additional data now"),
        Act.DO_NEXT: translate("Keys", "Do the next step of the checklist"),
        Act.CHECK_NEXT: translate("Keys", "Check the next step, already done"),
    }


def _of_places() -> dict[Act, str]:
    return {
        Act.SEARCH: translate("Keys", "Search, open and closed"),
        Act.NEXT_ROW: translate("Keys", "Next row"),
        Act.PREVIOUS_ROW: translate("Keys", "Previous row"),
        Act.OPEN: translate("Keys", "Go to the incident"),
        Act.COPY_COORDINATES: translate("Keys", "Copy coordinates"),
        Act.COPY_SENTENCE: translate("Keys", "Copy location sentence"),
        Act.COPY_SUMMARY: translate("Keys", "Copy incident summary"),
        Act.QUEUE: translate("Keys", "Go to the queue"),
        Act.SUMMARY: translate("Keys", "Summary"),
        Act.MAP: translate("Keys", "Go to the map"),
        Act.TIMELINE: translate("Keys", "Timeline"),
        Act.RAW: translate("Keys", "Raw requests"),
        Act.TRIGGER: translate("Keys", "Go to the trigger drawer"),
        Act.NEW_TRIGGER: translate("Keys", "Trigger a callflow for this incident"),
        Act.BLANK_TRIGGER: translate("Keys", "Trigger a callflow for nobody shared"),
        Act.USE_LOCATION: translate("Keys", "Use the incident's location in the form"),
        Act.PREVIEW: translate("Keys", "Go to the request preview, send nothing"),
        Act.IMPORT_AGENCIES: translate("Keys", "Import the agency list…"),
        Act.ADDITIONAL_DATA: translate("Keys", "Additional data"),
        Act.FOLLOW: translate("Keys", "Follow the caller on the map"),
        Act.FIT_FIX: translate("Keys", "Fit the map to the fix"),
        Act.FIT_BOX: translate("Keys", "Fit the map to the jurisdiction box"),
        Act.LAYERS: translate("Keys", "Layers and units of the map…"),
        Act.GOTO: translate("Keys", "Look at coordinates on the map…"),
        Act.BASE_MAP: translate("Keys", "Base map…"),
    }


def _of_windows() -> dict[Act, str]:
    return {
        Act.FULL_SCREEN: translate("Keys", "Full screen"),
        Act.QUEUE_WINDOW: translate("Keys", "Queue in a window of its own"),
        Act.INCIDENT_WINDOW: translate("Keys", "Incident in a window of its own"),
        Act.MAP_WINDOW: translate("Keys", "Map in a window of its own"),
        Act.TRIGGER_WINDOW: translate("Keys", "Trigger drawer in a window of its own"),
        Act.SINGLE_SCREEN: translate("Keys", "Layout for a single screen"),
        Act.SECOND_MONITOR: translate("Keys", "Map and queue strip on the second monitor"),
        Act.WALL: translate("Keys", "Wall view, no names and no numbers of callers"),
        Act.RESET_LAYOUT: translate("Keys", "Reset layout"),
    }


def _of_the_console() -> dict[Act, str]:
    return {
        Act.QUARANTINE: translate("Keys", "Quarantine…"),
        Act.INSPECTOR: translate("Keys", "Inspector of requests…"),
        Act.REPORTS: translate("Keys", "Reports…"),
        Act.SILENCE: translate("Keys", "Silence for 60 s"),
        Act.SOUND_TEST: translate("Keys", "Test the sound"),
        Act.LARGER_TEXT: translate("Keys", "Larger text"),
        Act.SMALLER_TEXT: translate("Keys", "Smaller text"),
        Act.SIGN_ON: translate("Keys", "Sign on as…"),
        Act.LOCK: translate("Keys", "Lock the screen, alarms go on"),
        Act.PREFERENCES: translate("Keys", "Preferences…"),
        Act.SIGN_OFF: translate("Keys", "Sign off…"),
        Act.HANDOVER: translate("Keys", "Handover sheet…"),
        Act.PALETTE: translate("Keys", "Do by name…"),
        Act.MANUAL: translate("Keys", "Manual"),
        Act.FIRST_RUN: translate("Keys", "First run, what is proven here…"),
        Act.KEYS: translate("Keys", "Keys"),
        Act.QUIT: translate("Keys", "Quit…"),
    }
