// Nobody may ask for the PIN; with a drawing of a hand over the keypad where there is room.
import QtQuick
import Kiosk

Rectangle {
    id: advice

    required property bool hasDrawing
    required property real room
    readonly property bool isWide: advice.width >= Theme.keypadWidth * 0.9

    implicitHeight: said.implicitHeight + 2 * Theme.space3
    radius: Theme.radius
    color: Theme.tint

    // Beside the words, or under them where the card is narrow.
    Drawing {
        id: hand

        readonly property real beside: Math.min(advice.room - 2 * Theme.space2, Theme.hintHeightMax, advice.width * 0.25)
        readonly property real below: Math.min(advice.room - said.height - 3 * Theme.space2, Theme.hintHeightMax)

        visible: advice.hasDrawing && (advice.isWide || hand.below >= Theme.badge)
        file: "keypad-hand"
        x: advice.isWide ? Theme.space3 : (parent.width - width) / 2
        y: advice.isWide ? (parent.height - height) / 2 : parent.height - height - Theme.space2
        height: Math.max(1, advice.isWide ? hand.beside : hand.below)
        width: height * 480 / 460
    }

    Words {
        id: said

        x: advice.hasDrawing && advice.isWide ? 2 * Theme.space3 + hand.beside * 480 / 460 : Theme.space3
        y: hand.visible && !advice.isWide ? Theme.space2 : (parent.height - height) / 2
        width: parent.width - x - Theme.space3
        text: qsTr("Nobody from the bank will ever ask for your PIN.", "S04")
        font.pixelSize: Theme.small
    }
}
