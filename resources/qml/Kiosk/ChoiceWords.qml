// What each choice is called. A choice with an amount names what it does with it.
import QtQuick

QtObject {
    id: words

    required property string screenId
    required property string choiceId
    required property string amount

    readonly property var plain: ({
            "withdraw": qsTr("Withdraw cash", "S05 withdraw"),
            "balance": qsTr("See balance", "S05 balance"),
            "pin-change": qsTr("Change PIN", "S05 pin-change"),
            "finish": qsTr("Finish", "S05 finish"),
            "other": qsTr("Other amount", "S07 other"),
            "change": qsTr("Change amount", "S10 change"),
            "yes": qsTr("Yes", "S16 yes"),
            "no": qsTr("No", "S16 no"),
            "continue": qsTr("Continue", "S32 continue")
        })
    readonly property var special: ({
            "S10/confirm": qsTr("Withdraw %1", "S10 confirm").arg(words.amount),
            "S16/yes": qsTr("Yes, something else", "S16 yes"),
            "S16/no": qsTr("No, finish", "S16 no"),
            "S07a/confirm": qsTr("Withdraw %1", "S07a confirm").arg(words.amount),
            "S07a/change": qsTr("Other amounts", "S07a change"),
            "S20/continue": qsTr("Done", "S20 continue"),
            "S31/yes": qsTr("Take %1", "S31 yes").arg(words.amount),
            "S31/no": qsTr("No cash, no charge", "S31 no")
        })
    readonly property string said: words.special[words.screenId + "/" + words.choiceId] ?? words.plain[words.choiceId] ?? (words.amount !== "" ? words.amount : words.choiceId)
}
