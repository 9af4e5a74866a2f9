// S00 and S92: insert your card, and what this machine can do today.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool hasCash: page.shown.screenId !== "S92"

    hugeTitle: true
    title: qsTr("Insert your card", "S00")
    detail: page.hasCash ? qsTr("Withdraw cash, see your balance or change your PIN.", "S00") : qsTr("No cash now. You can see your balance or change your PIN.", "S92")

    Column {
        visible: page.hasCash && page.shown.denominationWords !== ""
        width: parent.width
        spacing: Theme.space2
        topPadding: Theme.space3

        Words {
            width: parent.width
            text: qsTr("Notes today", "S00")
            color: Theme.softBrandInk
        }

        NoteMix {
            width: parent.width
            model: page.shown.denominations
            spacing: Theme.space2
        }
    }

    picture: SlotPicture {
        anchors.fill: parent
        kind: "card-in"
    }
}
