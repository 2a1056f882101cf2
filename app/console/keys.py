"""The one table of keys: what each does, where it works; menu, tool tips and the sheet of keys all read it."""

import enum
import typing


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
        Act.TAKE_NEXT: "Take next",
        Act.ACKNOWLEDGE: "Acknowledge selected",
        Act.NOTE: "Write a note",
        Act.CLOSE: "Close incident…",
        Act.REOPEN: "Reopen incident",
        Act.HOLD: "Hold…",
        Act.RELEASE: "Release the hold",
        Act.TAKE_OVER: "Take over from its owner",
        Act.HAND_OVER: "Hand over to another…",
        Act.LINK: "Link to another incident…",
        Act.GO_TO_LINKED: "Go to the linked incident",
        Act.SPLIT: "Split into its own incident…",
        Act.CAPTURE: "Ask RapidSOS for all now",
        Act.REFRESH_LOCATION: "Ask for the location now",
        Act.REFRESH_DATA: "Ask for additional data now",
        Act.DO_NEXT: "Do the next step of the checklist",
        Act.CHECK_NEXT: "Check the next step, already done",
    }


def _of_places() -> dict[Act, str]:
    return {
        Act.SEARCH: "Search, open and closed",
        Act.NEXT_ROW: "Next row",
        Act.PREVIOUS_ROW: "Previous row",
        Act.OPEN: "Go to the incident",
        Act.COPY_COORDINATES: "Copy coordinates",
        Act.COPY_SENTENCE: "Copy location sentence",
        Act.COPY_SUMMARY: "Copy incident summary",
        Act.QUEUE: "Go to the queue",
        Act.SUMMARY: "Summary",
        Act.MAP: "Go to the map",
        Act.TIMELINE: "Timeline",
        Act.RAW: "Raw requests",
        Act.TRIGGER: "Go to the trigger drawer",
        Act.NEW_TRIGGER: "Trigger a callflow for this incident",
        Act.BLANK_TRIGGER: "Trigger a callflow for nobody shared",
        Act.USE_LOCATION: "Use the incident's location in the form",
        Act.PREVIEW: "Go to the request preview, send nothing",
        Act.IMPORT_AGENCIES: "Import the agency list…",
        Act.ADDITIONAL_DATA: "Additional data",
        Act.FOLLOW: "Follow the caller on the map",
        Act.FIT_FIX: "Fit the map to the fix",
        Act.FIT_BOX: "Fit the map to the jurisdiction box",
        Act.LAYERS: "Layers and units of the map…",
        Act.GOTO: "Look at coordinates on the map…",
        Act.BASE_MAP: "Base map…",
    }


def _of_windows() -> dict[Act, str]:
    return {
        Act.FULL_SCREEN: "Full screen",
        Act.QUEUE_WINDOW: "Queue in a window of its own",
        Act.INCIDENT_WINDOW: "Incident in a window of its own",
        Act.MAP_WINDOW: "Map in a window of its own",
        Act.TRIGGER_WINDOW: "Trigger drawer in a window of its own",
        Act.SINGLE_SCREEN: "Layout for a single screen",
        Act.SECOND_MONITOR: "Map and queue strip on the second monitor",
        Act.WALL: "Wall view, no names and no numbers of callers",
        Act.RESET_LAYOUT: "Reset layout",
    }


def _of_the_console() -> dict[Act, str]:
    return {
        Act.QUARANTINE: "Quarantine…",
        Act.INSPECTOR: "Inspector of requests…",
        Act.REPORTS: "Reports…",
        Act.SILENCE: "Silence for 60 s",
        Act.SOUND_TEST: "Test the sound",
        Act.LARGER_TEXT: "Larger text",
        Act.SMALLER_TEXT: "Smaller text",
        Act.SIGN_ON: "Sign on as…",
        Act.LOCK: "Lock the screen, alarms go on",
        Act.PREFERENCES: "Preferences…",
        Act.SIGN_OFF: "Sign off…",
        Act.HANDOVER: "Handover sheet…",
        Act.PALETTE: "Do by name…",
        Act.MANUAL: "Manual",
        Act.FIRST_RUN: "First run, what is proven here…",
        Act.KEYS: "Keys",
        Act.QUIT: "Quit…",
    }
