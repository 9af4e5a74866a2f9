// What each choice is called. A choice with an amount names what it does with it.
import QtQuick

QtObject {
    id: words

    required property string screenId
    required property string choiceId
    required property string amount
    // What the choice says itself, in every language: an account, a language.
    property string own: ""
    // An account's number and what is in it; a mix's notes.
    property string detail: ""
    property string figure: ""
    // The one of several ways that holds now.
    property string chosen: ""
    readonly property bool isOneOf: words.chosen !== ""
    readonly property bool isChosen: words.isOneOf && words.chosen === words.choiceId

    readonly property var plain: ({
            "withdraw": qsTr("Withdraw cash", "S05 withdraw"),
            "balance": qsTr("See balance", "S05 balance"),
            "pin-change": qsTr("Change PIN", "S05 pin-change"),
            "transfer": qsTr("Transfer", "S05 transfer"),
            "deposit": qsTr("Deposit", "S05 deposit"),
            "finish": qsTr("Finish", "S05 finish"),
            "more": qsTr("More accounts", "S06 more"),
            "other": qsTr("Other amount", "S07 other"),
            "change": qsTr("Change amount", "S10 change"),
            "yes": qsTr("Yes", "S16 yes"),
            "no": qsTr("No", "S16 no"),
            "continue": qsTr("Continue", "S32 continue"),
            "count-again": qsTr("Count again", "S93 count-again"),
            "notes": qsTr("Other notes", "S10 notes"),
            "notes-mixed": qsTr("Mixed notes", "S08 mixed"),
            "notes-small": qsTr("Small notes", "S08 small"),
            "notes-large": qsTr("Large notes", "S08 large"),
            "receipt": qsTr("Change receipt", "S10 receipt"),
            "receipt-printed": qsTr("Print it", "S09 printed"),
            "receipt-screen": qsTr("Show it on the screen", "S09 screen"),
            "receipt-none": qsTr("No receipt", "S09 none"),
            "print": qsTr("Print receipt", "S20 print")
        })
    readonly property var special: ({
            "S10/confirm": qsTr("Withdraw %1", "S10 confirm").arg(words.amount),
            "S16/yes": qsTr("Yes, something else", "S16 yes"),
            "S16/no": qsTr("No, finish", "S16 no"),
            "S07a/confirm": qsTr("Withdraw %1", "S07a confirm").arg(words.amount),
            "S07a/change": qsTr("Other amounts", "S07a change"),
            "S15/continue": qsTr("Continue", "S15 continue"),
            "S15b/continue": qsTr("Done", "S15b continue"),
            "S20/continue": qsTr("Done", "S20 continue"),
            "S21b/confirm": qsTr("Transfer %1", "S21b confirm").arg(words.amount),
            "S21b/change": qsTr("Back", "S21b change"),
            "S21c/confirm": qsTr("Transfer %1", "S21c confirm").arg(words.amount),
            "S22/confirm": qsTr("Deposit %1", "S22 confirm").arg(words.amount),
            "S22/change": qsTr("Back", "S22 change"),
            "S23/confirm": qsTr("Deposit %1", "S23 confirm").arg(words.amount),
            "S31/yes": qsTr("Take %1", "S31 yes").arg(words.amount),
            "S31/no": qsTr("No cash, no charge", "S31 no")
        })
    readonly property string said: words.own !== "" ? words.own : words.special[words.screenId + "/" + words.choiceId] ?? words.plain[words.choiceId] ?? (words.amount !== "" ? words.amount : words.choiceId)
    readonly property string spoken: words.detail === "" ? words.said : words.own === "" ? qsTr("%1: %2", "S08 notes and their mix, spoken").arg(words.said).arg(words.detail) : words.figure === "" ? qsTr("%1, %2", "S06 account and the end of its number, spoken").arg(words.said).arg(words.detail) : qsTr("%1, %2, available now %3", "S06 account, the end of its number and what is in it, spoken").arg(words.said).arg(words.detail).arg(words.figure)
}
