// S12 and S14: take the card, take the cash; and beside the card, what went wrong.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool isCash: page.shown.screenId === "S14"
    readonly property bool hasCashNext: !page.isCash && page.shown.amount !== "" && page.shown.notice === ""

    hugeTitle: true
    title: page.isCash ? (page.shown.amount === "" ? qsTr("Take your cash", "S14") : qsTr("Take your cash: %1", "S14").arg(page.shown.amount)) : qsTr("Take your card", "S12")
    detail: page.isCash ? "" : page.hasCashNext ? qsTr("Your cash comes next.", "S12") : noticeWords.why
    money: page.isCash ? "" : moneyText.said

    NoteMix {
        visible: page.isCash
        width: parent.width
        model: page.shown.notes
        colour: Theme.brandInk
    }

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    MoneyText {
        id: moneyText

        money: page.shown.money
        amount: page.shown.amount
    }

    picture: SlotPicture {
        anchors.fill: parent
        kind: page.isCash ? "cash" : "card-out"
    }
}
