// Text of the desk's window, drawn and spoken alike.
import QtQuick
import Desk

Text {
    id: words

    property bool spoken: true

    color: DeskTheme.ink
    font.family: DeskTheme.family
    font.pixelSize: DeskTheme.text
    font.weight: DeskTheme.plain
    lineHeight: DeskTheme.lineHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    verticalAlignment: Text.AlignVCenter
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text
    Accessible.ignored: !words.spoken || words.text === ""
}
