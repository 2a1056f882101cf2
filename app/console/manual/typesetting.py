"""How a page of the manual is set: Markdown becomes blocks with room above headings, and lines that breathe."""

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextTable

LINE_PERCENT = 125.0
ABOVE = {1: 0, 2: 18}
"""Pixels above a heading by its level."""
BELOW = 7
TABLE_PADDING = 4


def typeset(document: QTextDocument, markdown: str) -> None:
    """Fill a document with a page of ours."""
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    block = document.begin()
    while block.isValid():
        in_table = QTextCursor(block).currentTable() is not None
        form = QTextBlockFormat(block.blockFormat())
        if not in_table:
            form.setTopMargin(ABOVE.get(form.headingLevel(), 0) if form.headingLevel() else form.topMargin())
            form.setBottomMargin(BELOW)
        if not form.headingLevel():
            form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format().toTableFormat()
            shape.setCellPadding(TABLE_PADDING)
            shape.setBorderCollapse(True)
            shape.setTopMargin(BELOW)
            shape.setBottomMargin(BELOW)
            frame.setFormat(shape)
