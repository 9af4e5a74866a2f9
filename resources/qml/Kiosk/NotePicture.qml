// A banknote in outline with its value; a picture only, the words beside it are spoken.
import QtQuick

Rectangle {
    id: note

    required property string value
    property bool isSmall: false
    // As wide as what is printed on it, if that may shrink a little on a larger note.
    readonly property real widthNeeded: printed.implicitWidth * (note.isSmall ? 1 : 0.85) + 2 * Theme.space1

    width: Theme.noteWidth
    height: Theme.noteHeight
    radius: Theme.smallRadius
    color: Theme.sand
    border.width: Theme.hair
    border.color: Theme.ink

    Rectangle {
        anchors.fill: parent
        visible: !note.isSmall
        anchors.margins: Theme.space1
        radius: Theme.smallRadius / 2
        color: Theme.clearOfColour
        border.width: Theme.hair / 2
        border.color: Theme.edge
    }

    Words {
        id: printed

        spoken: false
        anchors.fill: parent
        anchors.margins: note.isSmall ? 0 : Theme.space1
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: note.value
        font.pixelSize: note.isSmall ? Theme.small : Theme.label
        font.weight: Theme.weightStrong
        font.features: Theme.tabular
        fontSizeMode: note.isSmall ? Text.FixedSize : Text.Fit
        minimumPixelSize: Math.round(Theme.small * Theme.textShrinkMin)
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
