// One table of sentences for every notice: what to do, and why. The money is in MoneyText.
import QtQuick

QtObject {
    id: words

    required property string notice
    required property int triesLeft
    // What can be had instead, where it is known.
    property string first: ""
    property string second: ""
    // What was taken.
    property string amount: ""
    readonly property string todo: words.todos[words.notice] ?? ""
    readonly property string why: words.whys[words.notice] ?? ""

    readonly property var todos: ({
            "E01": qsTr("Turn your card chip up and try again", "S32 E01"),
            "E03": qsTr("Call your bank", "S32 E03"),
            "E04": qsTr("Enter your PIN again", "S04 E04"),
            "E05": qsTr("Call your bank", "S32 E05"),
            "E06": qsTr("Insert your card to start again", "S32 E06"),
            "E07": qsTr("Wait here for your card", "S32 E07"),
            "E09": qsTr("Insert your card to start again", "S32 E09"),
            "E10": qsTr("Try again later, or at another machine", "S32 E10"),
            "E11-funds": qsTr("Enter a smaller amount", "S07 E11-funds"),
            "E11-limit": qsTr("Enter a smaller amount", "S07 E11-limit"),
            "E11-busy": qsTr("Try again in a few minutes", "S32 E11-busy"),
            "E11-cash": qsTr("Enter another amount", "S07 E11-cash"),
            "E11-card": qsTr("Choose something else", "S32 E11-card"),
            "E11": qsTr("Call your bank", "S32 E11"),
            "E12": qsTr("Use another machine next time", "S17 E12"),
            "E13": qsTr("Enter another amount", "S07 E13"),
            "E14": qsTr("Try another machine", "S32 E14"),
            "E15": qsTr("You took %1", "S32 E15").arg(words.amount),
            "E16": qsTr("Keep this reference", "S32 E16"),
            "E17": qsTr("Keep this reference", "S32 E17"),
            "E21": qsTr("Please wait", "S90 E21"),
            "E20": qsTr("Insert your card to start again", "S32 E20"),
            "E22": qsTr("Try another machine", "S32 E22"),
            "P01": qsTr("Enter at least 4 digits", "S30 P01"),
            "P02": qsTr("Enter your new PIN again", "S30 P02"),
            "P03": qsTr("Enter a different PIN", "S30 P03"),
            "P04": qsTr("Enter the PIN on the keypad", "S04 P04"),
            "P05": qsTr("Enter the PIN on the screen", "S04 P05"),
            "P06": qsTr("Repeat the PIN on the keypad", "S30 P06"),
            "P07": qsTr("Repeat the PIN on the screen", "S30 P07"),
            "P08": qsTr("Press Enter on the keypad", "S04 P08"),
            "U01": qsTr("Insert your card to start again", "S32 U01"),
            "U02": qsTr("Try your new PIN next time", "S32 U02"),
            "U03": qsTr("Please wait", "S90 U03"),
            "E11-amount": qsTr("Enter another amount", "S32 E11-amount"),
            "E11-account": qsTr("Choose another account", "S32 E11-account"),
            "E18": qsTr("Keep your envelope", "S32 E18"),
            "E18-full": qsTr("Use another machine for your envelope", "S32 E18-full"),
            "E18-off": qsTr("Use another machine for your envelope", "S32 E18-off"),
            "E18-unknown": qsTr("Keep this reference", "S32 E18-unknown"),
            "E19": qsTr("Keep this reference", "S32 E19"),
            "E19-unknown": qsTr("Look in the receipt slot", "S32 E19-unknown"),
            "U04": qsTr("Check your balance later", "S32 U04"),
            "C01": qsTr("Count this canister again", "S93 C01"),
            "C02": qsTr("Compare, then press Enter", "S93 C02"),
            "C03": qsTr("Press Clear and count again", "S93 C03")
        })
    readonly property var whys: ({
            "E01": qsTr("We can't read your card.", "S32 E01"),
            "E03": qsTr("Your bank has stopped this card.", "S32 E03"),
            "E04": words.triesLeft < 0 ? qsTr("That PIN is not right.", "S04 E04") : qsTr("That PIN is not right. You have %n try(s) left.", "S04 E04", words.triesLeft),
            "E05": qsTr("This card is now blocked.", "S32 E05"),
            "E06": qsTr("Cancelled.", "S32 E06"),
            "E07": qsTr("We can't return it now. If it stays in, call your bank.", "S32 E07"),
            "E09": qsTr("Time is up.", "S32 E09"),
            "E10": qsTr("The bank is not answering.", "S32 E10"),
            "E11-funds": qsTr("There is not enough money in this account.", "S07 E11-funds"),
            "E11-limit": qsTr("That is over your limit for today.", "S07 E11-limit"),
            "E11-busy": qsTr("This card is being used elsewhere.", "S32 E11-busy"),
            "E11-cash": qsTr("This machine can't give that much now.", "S07 E11-cash"),
            "E11-card": qsTr("This card can't be used to withdraw cash here.", "S32 E11-card"),
            "E11": qsTr("Your bank said no.", "S32 E11"),
            "E12": qsTr("This machine is now closed.", "S17 E12"),
            "E13": words.first === "" ? qsTr("This machine can't make that amount today.", "S07 E13") : words.second === "" ? qsTr("We can't make that amount. Try %1.", "S07 E13").arg(words.first) : qsTr("We can't make that amount. Try %1 or %2.", "S07 E13").arg(words.first).arg(words.second),
            "E14": qsTr("We could not give cash.", "S32 E14"),
            "E15": qsTr("This machine could not give the whole amount.", "S32 E15"),
            "E16": qsTr("We are checking what happened.", "S32 E16"),
            "E17": qsTr("Your cash was not taken, so we took it back.", "S32 E17"),
            "E21": qsTr("This machine is starting.", "S90 E21"),
            "E20": qsTr("Your card was not taken, so no cash was given.", "S32 E20"),
            "E22": qsTr("Something in this machine does not work.", "S32 E22"),
            "P01": qsTr("That PIN is too short.", "S30 P01"),
            "P02": qsTr("The two new PINs are not the same.", "S30 P02"),
            "P03": qsTr("That PIN is too easy to guess.", "S30 P03"),
            "P04": qsTr("Use only the keypad. Your PIN starts again.", "S04 P04"),
            "P05": qsTr("Use only the screen. Your PIN starts again.", "S04 P05"),
            "P06": qsTr("Repeat it on the keypad. You chose it there.", "S30 P06"),
            "P07": qsTr("Repeat it on the screen. You chose it here.", "S30 P07"),
            "P08": qsTr("Press Enter on the keypad. Your PIN is there.", "S04 P08"),
            "U01": qsTr("Your card was taken out before we had finished.", "S32 U01"),
            "U02": qsTr("Your bank didn't confirm it. If it fails, use your old PIN.", "S32 U02"),
            "U03": qsTr("This machine is finishing the last visit.", "S90 U03"),
            "E11-amount": qsTr("Your bank doesn't allow this amount.", "S32 E11-amount"),
            "E11-account": qsTr("Your bank doesn't allow this with that account.", "S32 E11-account"),
            "E18": qsTr("We did not get an envelope.", "S32 E18"),
            "E18-full": qsTr("This machine has no room for more envelopes.", "S32 E18-full"),
            "E18-off": qsTr("This machine can't take envelopes now.", "S32 E18-off"),
            "E18-unknown": qsTr("We are checking whether we have your envelope.", "S32 E18-unknown"),
            "E19": qsTr("This machine can't print your receipt.", "S32 E19"),
            "E19-unknown": qsTr("Your receipt may be there. We can't be sure.", "S32 E19-unknown"),
            "U04": qsTr("Your bank didn't confirm the transfer.", "S32 U04"),
            "C01": qsTr("The two numbers are not the same. Count again.", "S93 C01"),
            "C02": qsTr("The bank gets both numbers.", "S93 C02"),
            "C03": qsTr("No canister holds so many. Press Clear.", "S93 C03")
        })
}
