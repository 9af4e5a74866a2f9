// S12, S14, S15 and S23a: take the card, the cash, the receipt; insert the envelope. Beside the
// card stands what went wrong.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool isCard: page.shown.screenId === "S12"
    readonly property bool isCash: page.shown.screenId === "S14"
    readonly property bool isEnvelope: page.shown.screenId === "S23a"
    readonly property bool isClosing: page.isEnvelope && !page.shown.canCancel
    readonly property bool hasCashNext: page.isCard && page.shown.amount !== "" && page.shown.notice === ""
    // The machine gives it back at once, and goes on without it.
    readonly property bool isCardFirst: page.isCard && page.shown.canCancel && page.shown.amount === "" && page.shown.notice === ""
    readonly property var titles: ({
            "S12": qsTr("Take your card", "S12"),
            "S14": page.shown.amount === "" ? qsTr("Take your cash", "S14") : qsTr("Take your cash: %1", "S14").arg(page.shown.amount),
            "S15": page.shown.printing ? qsTr("Wait for your receipt", "S15") : qsTr("Take your receipt", "S15"),
            "S23a": page.isClosing ? qsTr("Please wait", "S23a") : qsTr("Insert your envelope", "S23a")
        })
    readonly property var details: ({
            "S12": page.isCardFirst ? qsTr("We have read it. Take it to go on.", "S12") : page.hasCashNext ? qsTr("Your cash comes next.", "S12") : noticeWords.why,
            "S15": page.shown.printing ? qsTr("We are printing it.", "S15") : "",
            "S23a": page.isClosing ? qsTr("The slot is closing.", "S23a") : qsTr("The slot is open. Its light is on.", "S23a")
        })
    readonly property var kinds: ({
            "S12": "card-out",
            "S14": "cash",
            "S15": "receipt",
            "S23a": "envelope"
        })

    hugeTitle: true
    title: page.titles[page.shown.screenId] ?? ""
    detail: page.details[page.shown.screenId] ?? ""
    money: moneyText.said !== "" && !page.isCash ? moneyText.said : page.isEnvelope && !page.isClosing ? qsTr("The bank checks it before it credits your account.", "S23a") : ""

    WaitBar {
        visible: page.isClosing
        y: Theme.space2
    }

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
        isEmpty: page.shown.printing || page.isClosing
        kind: page.kinds[page.shown.screenId] ?? "card-out"
    }
}
