// S21c and S21d: both accounts of a transfer and both ends of the money, before and after.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    readonly property bool isDone: page.shown.screenId === "S21d"

    title: page.isDone ? qsTr("%1 is transferred", "S21d").arg(page.shown.amount) : qsTr("Transfer %1?", "S21c").arg(page.shown.amount)

    // Both ends beside each other where the card is wide, below each other where it is not.
    Panel {
        id: card

        readonly property real linesHeight: height - (receiptLine.visible ? receiptLine.height + Theme.space2 : 0)
        readonly property bool isWide: page.isDone && !Theme.portrait
        readonly property real partWidth: card.isWide ? (width - Theme.arrow) / 2 : width
        readonly property real partHeight: card.isWide ? height : card.linesHeight / 2

        anchors.fill: parent

        TransferEnd {
            x: Theme.space4
            y: (card.partHeight - height) / 2
            width: card.partWidth - 2 * Theme.space4
            label: qsTr("From", "S21c")
            name: page.shown.sourceName
            number: page.shown.sourceEnd
            said: page.isDone ? qsTr("%1 has left this account.", "S21d").arg(page.shown.amount) : qsTr("%1 leaves this account.", "S21c").arg(page.shown.amount)
            available: page.isDone ? page.shown.sourceAvailable : ""
        }

        Rectangle {
            x: card.isWide ? parent.width / 2 : Theme.space4
            y: card.isWide ? Theme.space4 : card.partHeight
            width: card.isWide ? Theme.hair : parent.width - 2 * Theme.space4
            height: card.isWide ? parent.height - 2 * Theme.space4 : Theme.hair
            color: Theme.line
        }

        Drawing {
            file: card.isWide ? "arrow-right" : "arrow-down"
            x: card.isWide ? (parent.width - width) / 2 : parent.width - Theme.space4 - width
            y: card.linesHeight / 2 - height / 2
            width: Theme.arrow
            height: Theme.arrow
        }

        TransferEnd {
            x: card.isWide ? parent.width - width - Theme.space4 : Theme.space4
            y: (card.isWide ? 0 : card.partHeight) + (card.partHeight - height) / 2
            width: card.partWidth - 2 * Theme.space4
            label: qsTr("To", "S21c")
            name: page.shown.targetName
            number: page.shown.targetEnd
            said: page.isDone ? qsTr("%1 is in this account now.", "S21d").arg(page.shown.amount) : qsTr("%1 goes to this account.", "S21c").arg(page.shown.amount)
            available: page.isDone ? page.shown.targetAvailable : ""
        }

        Rectangle {
            visible: receiptLine.visible
            x: Theme.space4
            y: card.linesHeight
            width: parent.width - 2 * Theme.space4
            height: Theme.hair
            color: Theme.line
        }

        LabelledLine {
            id: receiptLine

            visible: !page.isDone && receiptFate.said !== ""
            x: Theme.space4
            y: card.linesHeight + Theme.space1
            width: parent.width - 2 * Theme.space4
            label: qsTr("Receipt", "S10")
            value: receiptFate.said
        }

        ReceiptFate {
            id: receiptFate

            wish: page.shown.receipt
        }
    }
}
