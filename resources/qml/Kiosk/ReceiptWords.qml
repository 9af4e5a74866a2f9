// The words of a receipt, so that translators find them; kiosk/viewmodels/receipt_words.py reads them.
import QtQuick

QtObject {
    readonly property string withdrawal: qsTr("Cash withdrawal", "S15 receipt")
    readonly property string balanceInquiry: qsTr("Balance", "S15 receipt")
    readonly property string transfer: qsTr("Transfer", "S15 receipt")
    readonly property string deposit: qsTr("Envelope deposit", "S15 receipt")
    readonly property string date: qsTr("Date", "S15 receipt")
    readonly property string time: qsTr("Time", "S15 receipt")
    readonly property string source: qsTr("From account", "S15 receipt")
    readonly property string target: qsTr("To account", "S15 receipt")
    readonly property string account: qsTr("Account", "S15 receipt")
    readonly property string amount: qsTr("Amount", "S15 receipt")
    readonly property string claimed: qsTr("Amount as entered", "S15 receipt")
    readonly property string asked: qsTr("Amount asked for", "S15 receipt")
    readonly property string fee: qsTr("Fee", "S15 receipt")
    readonly property string noFee: qsTr("none", "S15 receipt")
    readonly property string available: qsTr("Available", "S15 receipt")
    readonly property string balance: qsTr("Account balance", "S15 receipt")
    readonly property string envelope: qsTr("Envelope", "S15 receipt")
    readonly property string unchecked: qsTr("Envelope contents not yet checked. Your account is credited afterwards.", "S15 receipt")
    readonly property string part: qsTr("The machine could give only this part. Only this part is charged.", "S15 receipt")
    readonly property string reference: qsTr("Reference", "S15 receipt")
}
