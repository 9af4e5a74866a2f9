// S12 and S14: take the card, take the cash; and beside the card, what went wrong.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool isCash: page.vm.screenId === "S14"
    readonly property bool hasCashNext: !page.isCash && page.vm.amount !== "" && page.vm.notice === ""

    hugeTitle: true
    title: page.isCash ? (page.vm.amount === "" ? qsTr("Take your cash", "S14") : qsTr("Take your cash: %1", "S14").arg(page.vm.amount)) : qsTr("Take your card", "S12")
    detail: page.isCash ? "" : page.hasCashNext ? qsTr("Your cash comes next.", "S12") : noticeWords.why
    money: page.isCash ? "" : moneyText.said

    NoteMix {
        visible: page.isCash
        width: parent.width
        model: page.vm.notes
        colour: Theme.brandInk
    }

    NoticeWords {
        id: noticeWords

        notice: page.vm.notice
        triesLeft: page.vm.triesLeft
    }

    MoneyText {
        id: moneyText

        money: page.vm.money
        amount: page.vm.amount
    }

    picture: SlotPicture {
        anchors.fill: parent
        kind: page.isCash ? "cash" : "card-out"
    }
}
