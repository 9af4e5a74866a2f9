// Envelopes, receipt paper and kept cards: M14 to M16.
import QtQuick

QtObject {
    readonly property var texts: ({
            "deposits.remove": qsTr("Empty the bin", "M14"),
            "deposits.not-known": qsTr("Not known yet", "M14"),
            "deposits.open-door": qsTr("Open a door first", "M14"),
            "deposits.open-again": qsTr("Open a door anew", "M14"),
            "deposits.count": qsTr("How many envelopes did you take out?", "M14"),
            "deposits.differed": qsTr("The two counts are not the same.", "M14"),
            "deposits.bag": qsTr("Number of the new bag", "M14"),
            "deposits.counted": qsTr("Counted", "M14"),
            "deposits.expected": qsTr("By the slot", "M14"),
            "deposits.difference": qsTr("Difference", "M14"),
            "deposits.new-bag": qsTr("New bag", "M14"),
            "deposits.confirm": qsTr("They are in the bag", "M14"),
            "deposits.numbers": qsTr("Numbers", "M14"),
            "deposits.of-deposits": qsTr("Of these, deposits", "M14"),
            "deposits.slot": qsTr("Slot", "M14"),
            "deposits.doubtful": qsTr("Look whether an envelope is stuck", "M14"),
            "deposits.removed": qsTr("Noted: the envelopes are out.", "M14"),

            "paper.roll": qsTr("Roll", "M15"),
            "paper.ok": qsTr("Enough", "M15"),
            "paper.low": qsTr("Low", "M15"),
            "paper.out": qsTr("Out", "M15"),
            "paper.cover": qsTr("Cover", "M15"),
            "paper.way": qsTr("Paper path", "M15"),
            "paper.jammed": qsTr("Jammed", "M15"),
            "paper.free": qsTr("Free", "M15"),
            "paper.slot": qsTr("Receipt slot", "M15"),
            "paper.in-slot": qsTr("Holds a receipt", "M15"),
            "paper.slot-empty": qsTr("Empty", "M15"),
            "paper.no-sensor": qsTr("Has no sensor", "M15"),
            "paper.loaded": qsTr("I put a new roll in", "M15"),
            "paper.noted": qsTr("Noted: a new roll.", "M15"),
            "paper.still-out": qsTr("The printer sees no paper.", "M15"),
            "paper.silent": qsTr("The printer does not answer.", "M15"),

            "cards.kept": qsTr("Cards in this machine", "M16"),
            "cards.left": qsTr("A card that is left is given back into the slot.", "M16"),
            "cards.blocked": qsTr("After three wrong PINs the bank stops the card.", "M16"),
            "cards.found": qsTr("Send a card that you find to the bank.", "M16")
        })
}
