// S00 and S92: insert your card, and what this machine can do today.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool hasCash: page.shown.screenId !== "S92"
    // Now and then a word about the PIN; what to do first stays where it is.
    property bool advises: false

    readonly property string withCash: page.shown.takesEnvelopes ? qsTr("Cash, transfers, deposits, balance, PIN change.", "S00") : qsTr("Cash, transfers, balance, PIN change.", "S00")
    readonly property string withoutCash: qsTr("No cash now.", "S92") + "\n" + (page.shown.takesEnvelopes ? qsTr("Transfers, deposits, balance, PIN change.", "S92") : qsTr("Transfers, balance, PIN change.", "S92"))

    hugeTitle: true
    title: qsTr("Insert your card", "S00")
    detail: page.advises ? qsTr("Cover the keypad when you type your PIN.", "S00") : page.hasCash ? page.withCash : page.withoutCash
    onVisibleChanged: page.advises = false

    Timer {
        interval: Theme.attractTurn
        running: page.visible && !Theme.reduceMotion
        repeat: true
        onTriggered: page.advises = !page.advises
    }

    Column {
        id: today

        readonly property bool hasNotes: page.hasCash && page.shown.denominationWords !== ""

        width: parent.width
        spacing: Theme.space2
        topPadding: Theme.space3

        Words {
            visible: today.hasNotes
            width: parent.width
            text: qsTr("Notes today", "S00")
            Accessible.name: qsTr("Notes today: %1.", "S00 spoken").arg(page.shown.denominationWords)
            color: Theme.softBrandInk
        }

        NoteMix {
            visible: today.hasNotes
            width: parent.width
            model: page.shown.denominations
            spacing: Theme.space2
        }

        Words {
            width: parent.width
            topPadding: today.hasNotes ? Theme.space2 : 0
            text: page.shown.prints ? qsTr("Receipts: printed, or on the screen", "S00") : qsTr("Receipts: only on the screen", "S00")
            color: Theme.softBrandInk
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
