// The texts of the supervisor menu, by word id; what stands in their places comes with the id.
pragma Singleton
import QtQuick

QtObject {
    id: words

    // A table for each part of the menu, so that two people seldom change the same lines.
    readonly property var all: Object.assign({}, words.login, words.menu, words.status, words.reasons, words.users, words.side, words.cash)

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

    readonly property var cash: ({
            "cash.note": qsTr("Note", "M13"),
            "cash.state": qsTr("Since it was opened", "M13"),
            "cash.notes": qsTr("Notes", "M13"),
            "cash.machine": qsTr("Machine", "M13"),
            "cash.difference": qsTr("Difference", "M13"),
            "cash.worth": qsTr("Worth", "M13"),
            "cash.do-1": qsTr("Swap a canister", "M13"),
            "cash.do-2": qsTr("Add notes", "M13"),
            "cash.do-3": qsTr("Empty a canister", "M13"),
            "cash.do-4": qsTr("Count for the bank", "M13"),
            "cash.do-5": qsTr("Empty the reject bin", "M13"),
            "cash.do-6": qsTr("Empty the retract bin", "M13"),
            "cash.which": qsTr("Number of the canister", "M13"),
            "cash.ask-out": qsTr("Notes taken out of canister %1", "M13"),
            "cash.ask-new": qsTr("Notes in the new canister %1", "M13"),
            "cash.ask-left": qsTr("Notes that lie in canister %1", "M13"),
            "cash.ask-added": qsTr("Notes added to canister %1", "M13"),
            "cash.ask-count": qsTr("Notes in canister %1", "M13"),
            "cash.ask-bin": qsTr("Notes of canister %1 in the bin", "M13"),
            "cash.line-out": qsTr("Taken out of canister %1", "M13"),
            "cash.line-new": qsTr("New canister %1", "M13"),
            "cash.line-left": qsTr("Lay in canister %1", "M13"),
            "cash.line-added": qsTr("Added to canister %1", "M13"),
            "cash.line-count": qsTr("Canister %1", "M13"),
            "cash.line-bin": qsTr("Of canister %1", "M13"),
            "cash.line-then": qsTr("Then in canister %1", "M13"),
            "cash.confirm-1": qsTr("Load the new canister", "M13"),
            "cash.confirm-2": qsTr("Load the sum", "M13"),
            "cash.confirm-3": qsTr("Canister is empty", "M13"),
            "cash.confirm-4": qsTr("Tell the bank", "M13"),
            "cash.confirm-5": qsTr("Reject bin is empty", "M13"),
            "cash.confirm-6": qsTr("Retract bin is empty", "M13"),
            "cash.no-canister": qsTr("This machine has no such canister.", "M13"),
            "cash.not-in-safe": qsTr("Canister %1 is not in the safe.", "M13"),
            "cash.too-many": qsTr("A canister holds %1 notes at most.", "M13"),
            "cash.differs-again": qsTr("The two numbers are not the same. Begin again.", "M13"),
            "cash.big-difference": qsTr("A big difference: %1 notes. Count once more.", "M13"),
            "cash.small-difference": qsTr("The machine has another number.", "M13"),
            "cash.open-safe": qsTr("Open the safe first", "M13"),
            "cash.safe-shut": qsTr("The safe is shut again", "M13"),
            "cash.no-hsm": qsTr("HSM does not answer", "M13"),
            "cash.load-open": qsTr("A load is not certain yet", "M13"),
            "cash.unsettled": qsTr("A transaction is not settled", "M13"),
            "cash.counted": qsTr("Counted. The bank is told.", "M13"),
            "cash.not-counted": qsTr("Not done: the HSM does not answer. Nobody was told.", "M13"),
            "cash.emptied-reject": qsTr("Done. The reject bin counts from zero.", "M13"),
            "cash.emptied-retract": qsTr("Done. The retract bin counts from zero.", "M13"),
            "cash.load-hsm": qsTr("Loading canister %1 with %2 notes.", "M13"),
            "cash.load-not-certain": qsTr("Not certain: canister %1. The HSM is asked again.", "M13"),
            "cash.load-bank": qsTr("Canister %1 is loaded. The bank is told.", "M13"),
            "cash.load-bank-away": qsTr("Canister %1 is loaded. The bank is told later.", "M13"),
            "cash.load-bank-busy": qsTr("Canister %1 is loaded. The bank waits for another transaction.", "M13"),
            "cash.load-loaded": qsTr("Canister %1 is loaded: %2 notes. The bank knows.", "M13"),
            "cash.load-refused": qsTr("Not loaded: the HSM refuses canister %1 (%2).", "M13"),
            "cash.load-unopened": qsTr("Not loaded: the HSM has not seen the safe open.", "M13"),
            "cash.load-refused-by-bank": qsTr("The bank refuses the load of canister %1 (%2).", "M13"),
            "cash.is-hsm": qsTr("Loading: %1", "M13"),
            "cash.is-not-certain": qsTr("Not certain: %1", "M13"),
            "cash.is-bank": qsTr("Loaded: %1", "M13"),
            "cash.is-bank-away": qsTr("Loaded: %1. Bank not told yet", "M13"),
            "cash.is-bank-busy": qsTr("Loaded: %1. Bank waits", "M13"),
            "cash.is-loaded": qsTr("Loaded: %1", "M13"),
            "cash.is-refused": qsTr("Not loaded", "M13"),
            "cash.is-unopened": qsTr("Not loaded", "M13"),
            "cash.is-refused-by-bank": qsTr("Loaded: %1. Bank refuses", "M13")
        })

    // A cell as it is read: a word with what stands in its places, or data as it is.
    function cell(shown: var): string {
        return shown.id === "" ? shown.text : words.said(shown.id, shown.args);
    }

    function said(id: string, args: var): string {
        return (words.all[id] ?? id).replace(/%(\d)/g, (place, number) => args[number - 1] ?? place);
    }
}
