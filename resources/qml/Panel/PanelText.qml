// Text of the panel: one line that is cut rather than wrapped, unless told otherwise.
import QtQuick
import Panel

Text {
    id: words

    color: PanelTheme.ink
    font.family: PanelTheme.family
    font.pixelSize: PanelTheme.text
    font.weight: PanelTheme.plain
    lineHeight: PanelTheme.lineHeight
    textFormat: Text.PlainText
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text
    Accessible.ignored: words.text === ""
}
