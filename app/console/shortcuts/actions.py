"""The one table of keys: what each does, where it works; menu, tool tips and the sheet of keys all read it."""

import enum
import typing


class ActionScope(enum.Enum):
    """Where a key works; single letters only while the queue has the focus (docs/operator.md#e2)."""

    ANYWHERE = "anywhere"
    QUEUE = "queue"
    QUEUE_OR_MAP = "queue or map"
    TRIGGER = "trigger"
    """While the form of a callflow has the keyboard."""


class Action(enum.Enum):
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


class ShortcutSpec(typing.NamedTuple):
    """The keys of an act (Qt's portable names, the first is the one shown) and where they work."""

    keys: tuple[str, ...]
    where: ActionScope = ActionScope.ANYWHERE


KEYS: dict[Action, ShortcutSpec] = {
    Action.TAKE_NEXT: ShortcutSpec(("F2",)),
    Action.ACKNOWLEDGE: ShortcutSpec(("A",), ActionScope.QUEUE),
    Action.NOTE: ShortcutSpec(("F7",)),
    Action.CLOSE: ShortcutSpec(("F8",)),
    Action.REOPEN: ShortcutSpec(("Shift+F8",)),
    Action.HOLD: ShortcutSpec(("F9",)),
    Action.RELEASE: ShortcutSpec(("Shift+F9",)),
    Action.TAKE_OVER: ShortcutSpec(("Shift+F2",)),
    Action.HAND_OVER: ShortcutSpec(("Ctrl+F2",)),
    Action.LINK: ShortcutSpec(("Ctrl+Shift+J",)),
    Action.GO_TO_LINKED: ShortcutSpec(("Ctrl+J",)),
    Action.SPLIT: ShortcutSpec(("Ctrl+Shift+X",)),
    Action.CAPTURE: ShortcutSpec(("Shift+F5",)),
    Action.REFRESH_LOCATION: ShortcutSpec(("F5",)),
    Action.REFRESH_DATA: ShortcutSpec(("F6",)),
    Action.DO_NEXT: ShortcutSpec(("D",), ActionScope.QUEUE),
    Action.CHECK_NEXT: ShortcutSpec(("Shift+D",), ActionScope.QUEUE),
    Action.SEARCH: ShortcutSpec(("F3", "Ctrl+F")),
    Action.NEXT_ROW: ShortcutSpec(("J",), ActionScope.QUEUE),
    Action.PREVIOUS_ROW: ShortcutSpec(("K",), ActionScope.QUEUE),
    Action.OPEN: ShortcutSpec(("Return", "Enter"), ActionScope.QUEUE),
    Action.COPY_COORDINATES: ShortcutSpec(("Ctrl+Shift+C",)),
    Action.COPY_SENTENCE: ShortcutSpec(("Ctrl+Shift+S",)),
    Action.COPY_SUMMARY: ShortcutSpec(("Ctrl+Alt+C",)),
    Action.QUEUE: ShortcutSpec(("Ctrl+1",)),
    Action.SUMMARY: ShortcutSpec(("Ctrl+2",)),
    Action.MAP: ShortcutSpec(("Ctrl+3",)),
    Action.TIMELINE: ShortcutSpec(("Ctrl+4",)),
    Action.TRIGGER: ShortcutSpec(("Ctrl+5",)),
    Action.RAW: ShortcutSpec(("Ctrl+7",)),
    Action.NEW_TRIGGER: ShortcutSpec(("F4",)),
    Action.BLANK_TRIGGER: ShortcutSpec(("Shift+F4",)),
    Action.USE_LOCATION: ShortcutSpec(("Ctrl+Shift+L",), ActionScope.TRIGGER),
    Action.PREVIEW: ShortcutSpec(("Ctrl+Return", "Ctrl+Enter"), ActionScope.TRIGGER),
    Action.IMPORT_AGENCIES: ShortcutSpec(("Ctrl+Shift+A",)),
    Action.ADDITIONAL_DATA: ShortcutSpec(("Ctrl+6",)),
    Action.FOLLOW: ShortcutSpec(("L",), ActionScope.QUEUE_OR_MAP),
    Action.FIT_FIX: ShortcutSpec(("Z",), ActionScope.QUEUE_OR_MAP),
    Action.FIT_BOX: ShortcutSpec(("Shift+Z",), ActionScope.QUEUE_OR_MAP),
    Action.LAYERS: ShortcutSpec(("V",), ActionScope.QUEUE_OR_MAP),
    Action.GOTO: ShortcutSpec(("G",), ActionScope.QUEUE_OR_MAP),
    Action.BASE_MAP: ShortcutSpec(("Ctrl+Shift+B",)),
    Action.QUARANTINE: ShortcutSpec(("Ctrl+Shift+Q",)),
    Action.INSPECTOR: ShortcutSpec(("F12",)),
    Action.REPORTS: ShortcutSpec(("Shift+F12",)),
    Action.SILENCE: ShortcutSpec(("Ctrl+.",)),
    Action.SOUND_TEST: ShortcutSpec(("Ctrl+Shift+.", "Ctrl+>")),
    Action.LARGER_TEXT: ShortcutSpec(("Ctrl++", "Ctrl+=")),
    Action.SMALLER_TEXT: ShortcutSpec(("Ctrl+-",)),
    Action.FULL_SCREEN: ShortcutSpec(("F11",)),
    Action.QUEUE_WINDOW: ShortcutSpec(("Ctrl+Shift+1",)),
    Action.INCIDENT_WINDOW: ShortcutSpec(("Ctrl+Shift+2",)),
    Action.MAP_WINDOW: ShortcutSpec(("Ctrl+Shift+3",)),
    Action.TRIGGER_WINDOW: ShortcutSpec(("Ctrl+Shift+5",)),
    Action.SINGLE_SCREEN: ShortcutSpec(("Shift+F11",)),
    Action.SECOND_MONITOR: ShortcutSpec(("Ctrl+F11",)),
    Action.WALL: ShortcutSpec(("Ctrl+Shift+F11",)),
    Action.RESET_LAYOUT: ShortcutSpec(("Ctrl+Shift+R",)),
    Action.SIGN_ON: ShortcutSpec(("Ctrl+Shift+N",)),
    Action.LOCK: ShortcutSpec(("Ctrl+L",)),
    Action.PREFERENCES: ShortcutSpec(("Ctrl+,",)),
    Action.SIGN_OFF: ShortcutSpec(("Ctrl+Shift+O",)),
    Action.HANDOVER: ShortcutSpec(("Ctrl+H",)),
    Action.PALETTE: ShortcutSpec(("Ctrl+K",)),
    Action.MANUAL: ShortcutSpec(("F1",)),
    Action.FIRST_RUN: ShortcutSpec(("Shift+F1",)),
    Action.KEYS: ShortcutSpec(("?",)),
    Action.QUIT: ShortcutSpec(("Ctrl+Q",)),
}


def words(act: Action) -> str:
    """What the act does, as a menu says it; an ellipsis only when a dialog follows."""
    return (_of_incidents() | _of_places() | _of_windows() | _of_the_console())[act]


def _of_incidents() -> dict[Action, str]:
    return {
        Action.TAKE_NEXT: "Take next",
        Action.ACKNOWLEDGE: "Acknowledge selected",
        Action.NOTE: "Write a note",
        Action.CLOSE: "Close incident…",
        Action.REOPEN: "Reopen incident",
        Action.HOLD: "Hold…",
        Action.RELEASE: "Release the hold",
        Action.TAKE_OVER: "Take over from its owner",
        Action.HAND_OVER: "Hand over to another…",
        Action.LINK: "Link to another incident…",
        Action.GO_TO_LINKED: "Go to the linked incident",
        Action.SPLIT: "Split into its own incident…",
        Action.CAPTURE: "Ask RapidSOS for all now",
        Action.REFRESH_LOCATION: "Ask for the location now",
        Action.REFRESH_DATA: "Ask for additional data now",
        Action.DO_NEXT: "Do the next step of the checklist",
        Action.CHECK_NEXT: "Check the next step, already done",
    }


def _of_places() -> dict[Action, str]:
    return {
        Action.SEARCH: "Search, open and closed",
        Action.NEXT_ROW: "Next row",
        Action.PREVIOUS_ROW: "Previous row",
        Action.OPEN: "Go to the incident",
        Action.COPY_COORDINATES: "Copy coordinates",
        Action.COPY_SENTENCE: "Copy location sentence",
        Action.COPY_SUMMARY: "Copy incident summary",
        Action.QUEUE: "Go to the queue",
        Action.SUMMARY: "Summary",
        Action.MAP: "Go to the map",
        Action.TIMELINE: "Timeline",
        Action.RAW: "Raw requests",
        Action.TRIGGER: "Go to the trigger drawer",
        Action.NEW_TRIGGER: "Trigger a callflow for this incident",
        Action.BLANK_TRIGGER: "Trigger a callflow for nobody shared",
        Action.USE_LOCATION: "Use the incident's location in the form",
        Action.PREVIEW: "Go to the request preview, send nothing",
        Action.IMPORT_AGENCIES: "Import the agency list…",
        Action.ADDITIONAL_DATA: "Additional data",
        Action.FOLLOW: "Follow the caller on the map",
        Action.FIT_FIX: "Fit the map to the fix",
        Action.FIT_BOX: "Fit the map to the jurisdiction box",
        Action.LAYERS: "Layers and units of the map…",
        Action.GOTO: "Look at coordinates on the map…",
        Action.BASE_MAP: "Base map…",
    }


def _of_windows() -> dict[Action, str]:
    return {
        Action.FULL_SCREEN: "Full screen",
        Action.QUEUE_WINDOW: "Queue in a window of its own",
        Action.INCIDENT_WINDOW: "Incident in a window of its own",
        Action.MAP_WINDOW: "Map in a window of its own",
        Action.TRIGGER_WINDOW: "Trigger drawer in a window of its own",
        Action.SINGLE_SCREEN: "Layout for a single screen",
        Action.SECOND_MONITOR: "Map and queue strip on the second monitor",
        Action.WALL: "Wall view, no names and no numbers of callers",
        Action.RESET_LAYOUT: "Reset layout",
    }


def _of_the_console() -> dict[Action, str]:
    return {
        Action.QUARANTINE: "Quarantine…",
        Action.INSPECTOR: "Inspector of requests…",
        Action.REPORTS: "Reports…",
        Action.SILENCE: "Silence for 60 s",
        Action.SOUND_TEST: "Test the sound",
        Action.LARGER_TEXT: "Larger text",
        Action.SMALLER_TEXT: "Smaller text",
        Action.SIGN_ON: "Sign on as…",
        Action.LOCK: "Lock the screen, alarms go on",
        Action.PREFERENCES: "Preferences…",
        Action.SIGN_OFF: "Sign off…",
        Action.HANDOVER: "Handover sheet…",
        Action.PALETTE: "Do by name…",
        Action.MANUAL: "Manual",
        Action.FIRST_RUN: "First run, what is proven here…",
        Action.KEYS: "Keys",
        Action.QUIT: "Quit…",
    }
