// S03: what can be done and what is missing today, said before anybody types a PIN.
import QtQuick

StatementPage {
    id: page

    readonly property string withoutCash: page.shown.takesEnvelopes ? qsTr("Transfer, deposit or see your balance", "S03") : qsTr("Transfer or see your balance", "S03")

    sign: "attention"
    title: page.shown.missesCash ? page.withoutCash : qsTr("Continue without a receipt", "S03")
    why: !page.shown.missesReceipts ? qsTr("This machine can't give cash now.", "S03") : page.shown.missesCash ? qsTr("This machine can't give cash or receipts now.", "S03") : qsTr("This machine can't print receipts now.", "S03")
}
