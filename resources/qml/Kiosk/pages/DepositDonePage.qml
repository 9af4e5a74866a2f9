// S24: the machine has the envelope; the money is not in the account yet.
import QtQuick

StatementPage {
    id: page

    sign: "done"
    title: qsTr("We have your envelope", "S24")
    why: page.shown.envelope === "" ? "" : qsTr("Envelope %1", "S24").arg(page.shown.envelope)
    money: qsTr("Your account is credited after the bank has checked it.", "S24")
}
