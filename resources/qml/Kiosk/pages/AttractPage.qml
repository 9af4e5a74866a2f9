// S00 and S92: insert your card, and what this machine can do today.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool hasCash: page.vm.screenId !== "S92"

    hugeTitle: true
    title: qsTr("Insert your card", "S00")
    detail: page.hasCash ? (page.vm.denominationWords === "" ? qsTr("Cash, balance and PIN change", "S00") : qsTr("Cash: %1", "S00").arg(page.vm.denominationWords)) : qsTr("No cash now. Balance and PIN change work.", "S92")

    Words {
        visible: page.vm.closing
        width: parent.width
        text: qsTr("Closing after this customer", "S00 staff sign")
        color: Theme.sand
    }

    picture: SlotPicture {
        anchors.fill: parent
        kind: "card-in"
    }
}
