// The texts of the supervisor menu, by word id; what stands in their places comes with the id.
pragma Singleton
import QtQuick

QtObject {
    id: words

    // A table for each part of the menu, so that two people seldom change the same lines.
    readonly property var all: Object.assign({}, words.login, words.menu, words.status, words.reasons, words.users, words.side)

    readonly property var login: ({
            "login.title": qsTr("Staff login", "M01"),
            "login.second": qsTr("A second person", "M01"),
            "login.number": qsTr("Your number", "M01"),
            "login.pin": qsTr("Your PIN", "M01"),
            "login.wrong": qsTr("That number and PIN do not match.", "M01"),
            "login.cannot": qsTr("The list of staff can't be read.", "M01"),
            "login.same": qsTr("You are here already. Another person must log in.", "M01"),
            "login.not-allowed": qsTr("This person may not do that. Another one must log in.", "M01"),
            "login.nobody-came": qsTr("No second person came within a minute.", "M10")
        })

    readonly property var menu: ({
            "menu.title": qsTr("Menu", "M10"),
            "menu.1": qsTr("Status", "M10 1"),
            "menu.2": qsTr("Balancing", "M10 2"),
            "menu.3": qsTr("Cash", "M10 3"),
            "menu.4": qsTr("Deposits", "M10 4"),
            "menu.5": qsTr("Receipt paper", "M10 5"),
            "menu.6": qsTr("Cards", "M10 6"),
            "menu.7": qsTr("Tests", "M10 7"),
            "menu.8": qsTr("Journal", "M10 8"),
            "menu.9": qsTr("Unresolved", "M10 9"),
            "menu.10": qsTr("Settings", "M10 10"),
            "menu.11": qsTr("Keys and certificates", "M10 11"),
            "menu.12": qsTr("Software", "M10 12"),
            "menu.13": qsTr("Users", "M10 13"),
            "menu.14": qsTr("Power", "M10 14"),
            "menu.98": qsTr("Exit to service", "M10 98"),
            "menu.not-here": qsTr("Not fitted", "M10"),
            "menu.not-yours": qsTr("Not your role", "M10")
        })

    readonly property var status: ({
            "status.service": qsTr("Service", "M11"),
            "status.link": qsTr("Link to the bank", "M11"),
            "status.canister": qsTr("Canister %1", "M11"),
            "status.receipts": qsTr("Receipts", "M11"),
            "status.safe": qsTr("Safe door", "M11"),
            "status.envelopes": qsTr("Envelope bin", "M11"),
            "status.pad": qsTr("PIN pad's case", "M11"),
            "status.queue": qsTr("Waiting for the bank", "M11"),
            "status.again": qsTr("Look again", "M11"),
            "status.answers": qsTr("Answers", "M11"),
            "status.away": qsTr("Does not answer", "M11"),
            "status.can-print": qsTr("Can be printed", "M11"),
            "status.cannot": qsTr("Can't be printed", "M11"),
            "status.closed": qsTr("Closed", "M11 a door"),
            "status.open": qsTr("Open", "M11 a door"),
            "status.room": qsTr("Has room", "M11"),
            "status.full": qsTr("Full", "M11"),
            "status.whole": qsTr("Whole", "M11"),
            "status.tampered": qsTr("Was opened", "M11"),
            "mode.starting": qsTr("Starting", "M11"),
            "mode.off": qsTr("Off", "M11"),
            "mode.in-service": qsTr("In service", "M11"),
            "mode.no-cash": qsTr("In service, no cash", "M11"),
            "mode.out-of-service": qsTr("Out of service", "M11"),
            "device.card_reader": qsTr("Card reader", "M11"),
            "device.hsm": qsTr("Dispenser (HSM)", "M11"),
            "device.pin_pad": qsTr("PIN pad", "M11"),
            "device.cabinet": qsTr("Cabinet", "M11"),
            "device.receipt_printer": qsTr("Receipt printer", "M11")
        })

    readonly property var reasons: ({
            "reason.OOS-01": qsTr("No link to the bank", "M11"),
            "reason.OOS-02": qsTr("No canister can pay", "M11"),
            "reason.OOS-04": qsTr("Dispenser does not work", "M11"),
            "reason.OOS-06": qsTr("A result is in doubt", "M11"),
            "reason.OOS-07": qsTr("Card reader does not work", "M11"),
            "reason.OOS-08": qsTr("PIN pad does not work", "M11"),
            "reason.OOS-09": qsTr("No receipt paper", "M11"),
            "reason.OOS-10": qsTr("Journal or clock can't be used", "M11"),
            "reason.OOS-11": qsTr("Safe door is open", "M11"),
            "reason.OOS-13": qsTr("Key switch is off", "M11"),
            "reason.OOS-14": qsTr("Keys are missing", "M11"),
            "reason.OOS-15": qsTr("Closed by the bank", "M11"),
            "reason.OOS-16": qsTr("No envelope can be taken", "M11"),
            "reason.OOS-17": qsTr("Cabinet does not answer", "M11"),
            "reason.OOS-18": qsTr("A withdrawal is not settled", "M11"),
            "reason.OOS-19": qsTr("Canisters are not counted", "M11"),
            "reason.OOS-20": qsTr("Staff are at the machine", "M11")
        })

    readonly property var users: ({
            "users.name": qsTr("Name", "M23"),
            "users.roles": qsTr("Roles", "M23"),
            "users.state": qsTr("State", "M23"),
            "users.active": qsTr("Active", "M23"),
            "users.disabled": qsTr("Disabled", "M23"),
            "users.locked": qsTr("Locked", "M23"),
            "users.do-1": qsTr("Add", "M23"),
            "users.do-2": qsTr("New PIN", "M23"),
            "users.do-3": qsTr("Change roles", "M23"),
            "users.do-4": qsTr("Disable", "M23"),
            "users.do-5": qsTr("Enable", "M23"),
            "users.number": qsTr("Number of the person", "M23"),
            "users.which-roles": qsTr("Roles of %1: 1 custodian, 2 engineer, 3 auditor, 4 administrator", "M23"),
            "users.pin": qsTr("New PIN of %1", "M23"),
            "users.pins-differ": qsTr("The two PINs are not the same.", "M23"),
            "users.pin-short": qsTr("A PIN has 6 to 12 digits.", "M23"),
            "users.pin-weak": qsTr("That PIN is too easy to guess.", "M23"),
            "users.taken": qsTr("Somebody has that number already.", "M23"),
            "users.no-number": qsTr("A number has 3 to 8 digits, the first not 0.", "M23"),
            "users.unknown": qsTr("Nobody has that number.", "M23"),
            "users.no-roles": qsTr("Enter each role's digit once.", "M23"),
            "users.not-yourself": qsTr("Nobody can take away their own rights.", "M23"),
            "users.too-few": qsTr("Two administrators must remain.", "M23"),
            "users.done": qsTr("Done: %1", "M23"),
            "users.not-done": qsTr("Not done. The list is as it was.", "M23"),
            "users.not-certain": qsTr("It is not certain whether that was done. Look again.", "M23")
        })

    readonly property var side: ({
            "status.paper": qsTr("Receipt paper", "M11"),
            "status.paper-ok": qsTr("Enough", "M11"),
            "status.paper-low": qsTr("Running low", "M11"),
            "status.paper-out": qsTr("Used up", "M11"),
            "status.printer-jam": qsTr("Paper is jammed", "M11"),
            "status.printer-cover": qsTr("Cover is open", "M11"),
            "status.service-door": qsTr("Service door", "M11"),
            "status.power": qsTr("Power", "M11"),
            "status.mains": qsTr("Mains", "M11"),
            "status.battery": qsTr("Battery", "M11"),
            "status.slot": qsTr("Envelope slot", "M11"),
            "status.look": qsTr("Somebody must look inside", "M11"),
            "status.unsent": qsTr("Journal entries not at the bank", "M11"),
            "status.disk": qsTr("Free room for the journal", "M11"),
            "status.percent": qsTr("%1 %", "M11"),
            "status.clock": qsTr("Clock, against the bank's", "M11"),
            "status.seconds": qsTr("%1 s", "M11"),
            "status.certificate": qsTr("Certificate ends in", "M11"),
            "status.days": qsTr("%1 days", "M11"),
            "status.ended": qsTr("It has ended", "M11"),
            "status.unreadable": qsTr("Can't be read", "M11"),
            "reason.OOS-12": qsTr("Runs from its battery", "M11")
        })

    // A cell as it is read: a word with what stands in its places, or data as it is.
    function cell(shown: var): string {
        return shown.id === "" ? shown.text : words.said(shown.id, shown.args);
    }

    function said(id: string, args: var): string {
        return (words.all[id] ?? id).replace(/%(\d)/g, (place, number) => args[number - 1] ?? place);
    }
}
