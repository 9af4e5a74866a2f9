// S23: what the customer says is in the envelope, and that the bank will look first.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    ReceiptFate {
        id: receiptFate

        wish: page.shown.receipt
    }

    title: qsTr("Deposit %1?", "S23").arg(page.shown.amount)

    SummaryCard {
        anchors.fill: parent
        shown: page.shown
        lead: qsTr("In your envelope", "S23")
        amount: page.shown.amount
        remark: qsTr("The bank checks the envelope before it credits your account.", "S23")
        target: page.shown.target
        receipt: receiptFate.said
    }
}
