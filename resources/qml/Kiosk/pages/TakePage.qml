// S12 and S14: take the card, take the cash.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool isCash: page.vm.screenId === "S14"

    hugeTitle: true
    title: page.isCash ? (page.vm.amount === "" ? qsTr("Take your cash", "S14") : qsTr("Take your cash: %1", "S14").arg(page.vm.amount)) : qsTr("Take your card", "S12")
    detail: page.isCash ? "" : page.vm.amount === "" ? "" : qsTr("Your cash comes next.", "S12")

    NoteMix {
        visible: page.isCash
        width: parent.width
        model: page.vm.notes
        colour: Theme.brandInk
    }

    picture: SlotPicture {
        anchors.fill: parent
        kind: page.isCash ? "cash" : "card-out"
    }
}
