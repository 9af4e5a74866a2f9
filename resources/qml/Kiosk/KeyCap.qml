// The key of the number pad that does the same as a tile: a digit, a ring or an arrow.
import QtQuick

Rectangle {
    id: cap

    required property string code
    required property color colour

    visible: cap.code !== ""
    width: Theme.keyCap
    height: Theme.keyCap
    radius: Theme.smallRadius
    color: Theme.clearOfColour
    border.width: Theme.hair
    border.color: cap.colour

    Words {
        visible: !ring.visible
        spoken: false
        anchors.centerIn: parent
        text: cap.code === "C" ? "←" : cap.code === "X" ? "×" : cap.code
        color: cap.colour
        font.pixelSize: Theme.small
        font.weight: Theme.weightMedium
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        id: ring

        visible: cap.code === "E"
        spoken: false
        anchors.centerIn: parent
        text: "○"
        color: cap.colour
        font.pixelSize: Theme.body
        font.weight: Theme.weightStrong
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
