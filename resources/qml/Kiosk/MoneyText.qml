// One sentence for what happened to the money.
import QtQuick

QtObject {
    id: words

    required property string money
    required property string amount
    readonly property string said: words.sentences[words.money] ?? ""
    readonly property var sentences: ({
            "not-charged": qsTr("Your account is not charged.", "S32 not-charged"),
            "charged": words.amount === "" ? qsTr("Your account is charged.", "S32 charged") : qsTr("Your account is charged %1.", "S32 charged").arg(words.amount),
            "charged-part": words.amount === "" ? qsTr("You are charged only for the cash you took.", "S32 charged-part") : qsTr("You are charged only %1.", "S32 charged-part").arg(words.amount),
            "will-be-checked": qsTr("Your bank will check, and correct your account if needed.", "S32 will-be-checked"),
            "transferred": words.amount === "" ? qsTr("The money is transferred.", "S32 transferred") : qsTr("%1 is transferred.", "S32 transferred").arg(words.amount),
            "credited-later": qsTr("Your account is credited after the bank has checked it.", "S32 credited-later"),
            "envelope-checked": qsTr("The bank will check, and credit what the envelope holds.", "S32 envelope-checked"),
            "nothing-recorded": qsTr("Nothing is recorded on your account.", "S32 nothing-recorded"),
            "nothing-moved": qsTr("No money has left your account.", "S32 nothing-moved")
        })
}
