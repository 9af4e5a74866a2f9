// S03: what is missing today, said before anybody types a PIN.
import QtQuick

StatementPage {
    sign: "attention"
    title: qsTr("See your balance or change your PIN", "S03")
    why: qsTr("This machine can't give cash now.", "S03")
}
