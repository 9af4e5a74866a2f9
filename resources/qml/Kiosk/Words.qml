// Text that is drawn and spoken alike; shrinks before it would overflow.
import QtQuick

Text {
    id: words

    property bool spoken: true

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: Theme.weightText
    horizontalAlignment: Text.AlignLeft
    wrapMode: Text.WordWrap
    lineHeight: Theme.lineHeight
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text
    Accessible.ignored: !words.spoken || words.text === ""
}
