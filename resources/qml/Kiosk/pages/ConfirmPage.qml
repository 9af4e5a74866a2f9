// S10: the whole withdrawal in one look, before the bank is asked.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    ReceiptFate {
        id: receiptFate

        wish: page.shown.receipt
    }

    title: qsTr("Withdraw %1?", "S10").arg(page.shown.amount)

    SummaryCard {
        anchors.fill: parent
        shown: page.shown
        lead: qsTr("You get", "S10")
        amount: page.shown.amount
        fee: qsTr("None", "S10 fee")
        receipt: receiptFate.said
    }
}
