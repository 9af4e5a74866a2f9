// S03: what is missing today, said before anybody types a PIN.
import QtQuick

StatementPage {
    id: page

    sign: "attention"
    title: page.shown.missesReceipts && !page.shown.missesCash ? qsTr("Continue without a receipt", "S03") : qsTr("See your balance or change your PIN", "S03")
    why: !page.shown.missesReceipts ? qsTr("This machine can't give cash now.", "S03") : page.shown.missesCash ? qsTr("This machine can't give cash or receipts now.", "S03") : qsTr("This machine can't print receipts now.", "S03")
}
