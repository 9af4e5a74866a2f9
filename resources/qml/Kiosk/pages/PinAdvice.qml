// Nobody may ask for the PIN; with a drawing of a hand over the keypad where there is room.
import QtQuick
import Kiosk

Rectangle {
    id: advice

    required property bool hasDrawing
    required property real room

    implicitHeight: said.implicitHeight + 2 * Theme.space3
    radius: Theme.radius
    color: Theme.tint

    Drawing {
        id: hand

        visible: advice.hasDrawing
        file: "keypad-hand"
        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        height: Math.max(1, Math.min(advice.room - 2 * Theme.space2, Theme.hintHeightMax))
        width: height * 480 / 460
    }

    Words {
        id: said

        x: advice.hasDrawing ? hand.x + hand.width + Theme.space3 : Theme.space3
        width: parent.width - x - Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Nobody from the bank will ever ask for your PIN.", "S04")
        font.pixelSize: Theme.small
    }
}
