"""Style of the few stock controls that are not painted by hand: fields, menus, scroll bars, tool tips."""

from app.console.look.tokens import Tokens

_SHEET = """
QLineEdit, QPlainTextEdit, QComboBox {{
  background: {raised}; color: {text}; border: 1px solid {border}; border-radius: 4px; padding: 5px 9px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 8px; }}
QPlainTextEdit[readOnly="true"] {{ background: {raised}; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {{ border: 2px solid {p2_edge}; padding: 4px 8px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {page}; color: {muted}; border: 1px solid {hair}; }}
QComboBox QAbstractItemView {{ background: {raised}; color: {text}; border: 1px solid {border}; }}
QMenuBar {{ background: {page}; color: {text}; border: 0; padding: 0 8px; }}
QMenuBar::item {{ background: transparent; padding: {menu_pad}px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {accent_tint}; }}
QMenu {{ background: {raised}; color: {text}; border: 1px solid {hair}; border-radius: 4px; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 3px; }}
QMenu::item:selected {{ background: {accent_tint}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {hair2}; margin: 4px 8px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px 8px; }}
QHeaderView {{ background: {page}; }}
QHeaderView::section {{
  background: {page}; color: {text}; border: 0; border-bottom: 1px solid {hair}; padding: 2px 4px;
}}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {border}; min-height: 32px; margin: 2px 3px; border-radius: 3px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {border}; min-width: 32px; margin: 3px 2px; border-radius: 3px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The sheet for one theme at one text size."""
    names = (
        "page",
        "raised",
        "text",
        "muted",
        "border",
        "hair",
        "hair2",
        "accent",
        "on_accent",
        "accent_tint",
        "p2_edge",
    )
    colours = {name: getattr(tokens, name).name() for name in names}
    return _SHEET.format(**colours, menu_pad=round(4 * scale))
