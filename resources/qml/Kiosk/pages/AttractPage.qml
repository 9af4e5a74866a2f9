// S00 and S92: insert your card, and what this machine can do today.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool hasCash: page.shown.screenId !== "S92"
    // Now and then a word about the PIN; what to do first stays where it is.
    property bool advises: false

    hugeTitle: true
    title: qsTr("Insert your card", "S00")
    detail: page.advises ? qsTr("Cover the keypad when you type your PIN.", "S00") : page.hasCash ? qsTr("Withdraw cash, see your balance or change your PIN.", "S00") : qsTr("No cash now. You can see your balance or change your PIN.", "S92")
    onVisibleChanged: page.advises = false

    Timer {
        interval: Theme.attractTurn
        running: page.visible && !Theme.reduceMotion
        repeat: true
        onTriggered: page.advises = !page.advises
    }

    Column {
        visible: page.hasCash && page.shown.denominationWords !== ""
        width: parent.width
        spacing: Theme.space2
        topPadding: Theme.space3

        Words {
            width: parent.width
            text: qsTr("Notes today", "S00")
            Accessible.name: qsTr("Notes today: %1.", "S00 spoken").arg(page.shown.denominationWords)
            color: Theme.softBrandInk
        }

        NoteMix {
            width: parent.width
            model: page.shown.denominations
            spacing: Theme.space2
        }
    }

    picture: Item {
        anchors.fill: parent

        SlotPicture {
            visible: !page.advises
            anchors.fill: parent
            kind: "card-in"
        }

        Drawing {
            visible: page.advises
            file: "keypad-hand"
            anchors.centerIn: parent
            width: Math.min(parent.width, Theme.pictureWidth)
            height: width * 460 / 480
        }
    }
}
