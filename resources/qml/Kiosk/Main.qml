// The kiosk's one window: ground, header, page, footer, and what may lie over them.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models
import "pages"

Window {
    id: root

    required property KioskViewModel vm
    property bool allowClose: false
    property bool reduceMotion: false
    property bool isUp: false
    readonly property string page: root.vm.page
    readonly property PageModel shown: root.vm.shown
    readonly property Page currentPage: (root.pages[root.page] as PageSlot)?.item as Page
    readonly property bool stage: root.currentPage?.stage ?? true
    readonly property bool settled: root.currentPage?.settled ?? false
    readonly property var pages: ({
            "attract": attract,
            "language": language,
            "service-notice": serviceNotice,
            "wait": wait,
            "take": take,
            "goodbye": goodbye,
            "closed": closed,
            "pin": pin,
            "menu": menu,
            "amount": amount,
            "other-amount": otherAmount,
            "confirm": confirm,
            "partial": partial,
            "another": another,
            "balance": balance,
            "message": message,
            "pin-changed": pinChanged,
            "account": account,
            "notes": notes,
            "receipt": receipt,
            "screen-receipt": screenReceipt,
            "transfer": transfer,
            "deposit-confirm": depositConfirm,
            "deposit-done": depositDone,
            "count": count,
            "staff": staff,
            "blank": blank
        })

    title: root.vm.bankName
    color: root.stage ? Theme.brandDeep : Theme.paper
    onFrameSwapped: root.isUp = true
    onClosing: event => event.accepted = root.allowClose

    Binding {
        target: Theme
        property: "viewWidth"
        value: root.width
    }

    Binding {
        target: Theme
        property: "viewHeight"
        value: root.height
    }

    Binding {
        target: Theme
        property: "reduceMotion"
        value: root.reduceMotion
    }

    Ground {
        anchors.fill: parent
        visible: root.stage
    }

    Item {
        id: everything

        anchors.fill: parent
        visible: !Theme.tooSmall
        enabled: !root.vm.moreTime

        PageSlot {
            id: attract

            vm: root.vm
            pageName: "attract"
            wanted: root.page === pageName
            ahead: root.isUp

            AttractPage {
                vm: root.vm
                shown: attract.shown
            }
        }

        PageSlot {
            id: language

            vm: root.vm
            pageName: "language"
            wanted: root.page === pageName
            ahead: root.isUp

            LanguagePage {
                vm: root.vm
                shown: language.shown
            }
        }

        PageSlot {
            id: serviceNotice

            vm: root.vm
            pageName: "service-notice"
            wanted: root.page === pageName
            ahead: root.isUp

            ServiceNoticePage {
                vm: root.vm
                shown: serviceNotice.shown
            }
        }

        PageSlot {
            id: wait

            vm: root.vm
            pageName: "wait"
            wanted: root.page === pageName
            ahead: root.isUp

            WaitPage {
                vm: root.vm
                shown: wait.shown
            }
        }

        PageSlot {
            id: take

            vm: root.vm
            pageName: "take"
            wanted: root.page === pageName
            ahead: root.isUp

            TakePage {
                vm: root.vm
                shown: take.shown
            }
        }

        PageSlot {
            id: goodbye

            vm: root.vm
            pageName: "goodbye"
            wanted: root.page === pageName
            ahead: root.isUp

            GoodbyePage {
                vm: root.vm
                shown: goodbye.shown
            }
        }

        PageSlot {
            id: closed

            vm: root.vm
            pageName: "closed"
            wanted: root.page === pageName
            ahead: root.isUp

            ClosedPage {
                vm: root.vm
                shown: closed.shown
            }
        }

        PageSlot {
            id: pin

            vm: root.vm
            pageName: "pin"
            wanted: root.page === pageName
            ahead: root.isUp

            PinPage {
                vm: root.vm
                shown: pin.shown
            }
        }

        PageSlot {
            id: menu

            vm: root.vm
            pageName: "menu"
            wanted: root.page === pageName
            ahead: root.isUp

            MenuPage {
                vm: root.vm
                shown: menu.shown
            }
        }

        PageSlot {
            id: amount

            vm: root.vm
            pageName: "amount"
            wanted: root.page === pageName
            ahead: root.isUp

            AmountPage {
                vm: root.vm
                shown: amount.shown
            }
        }

        PageSlot {
            id: otherAmount

            vm: root.vm
            pageName: "other-amount"
            wanted: root.page === pageName
            ahead: root.isUp

            OtherAmountPage {
                vm: root.vm
                shown: otherAmount.shown
            }
        }

        PageSlot {
            id: confirm

            vm: root.vm
            pageName: "confirm"
            wanted: root.page === pageName
            ahead: root.isUp

            ConfirmPage {
                vm: root.vm
                shown: confirm.shown
            }
        }

        PageSlot {
            id: partial

            vm: root.vm
            pageName: "partial"
            wanted: root.page === pageName
            ahead: root.isUp

            PartialPage {
                vm: root.vm
                shown: partial.shown
            }
        }

        PageSlot {
            id: another

            vm: root.vm
            pageName: "another"
            wanted: root.page === pageName
            ahead: root.isUp

            AnotherPage {
                vm: root.vm
                shown: another.shown
            }
        }

        PageSlot {
            id: balance

            vm: root.vm
            pageName: "balance"
            wanted: root.page === pageName
            ahead: root.isUp

            BalancePage {
                vm: root.vm
                shown: balance.shown
            }
        }

        PageSlot {
            id: message

            vm: root.vm
            pageName: "message"
            wanted: root.page === pageName
            ahead: root.isUp

            MessagePage {
                vm: root.vm
                shown: message.shown
            }
        }

        PageSlot {
            id: pinChanged

            vm: root.vm
            pageName: "pin-changed"
            wanted: root.page === pageName
            ahead: root.isUp

            PinChangedPage {
                vm: root.vm
                shown: pinChanged.shown
            }
        }

        PageSlot {
            id: account

            vm: root.vm
            pageName: "account"
            wanted: root.page === pageName
            ahead: root.isUp

            AccountPage {
                vm: root.vm
                shown: account.shown
            }
        }

        PageSlot {
            id: notes

            vm: root.vm
            pageName: "notes"
            wanted: root.page === pageName
            ahead: root.isUp

            NotesPage {
                vm: root.vm
                shown: notes.shown
            }
        }

        PageSlot {
            id: receipt

            vm: root.vm
            pageName: "receipt"
            wanted: root.page === pageName
            ahead: root.isUp

            ReceiptPage {
                vm: root.vm
                shown: receipt.shown
            }
        }

        PageSlot {
            id: screenReceipt

            vm: root.vm
            pageName: "screen-receipt"
            wanted: root.page === pageName
            ahead: root.isUp

            ScreenReceiptPage {
                vm: root.vm
                shown: screenReceipt.shown
            }
        }

        PageSlot {
            id: transfer

            vm: root.vm
            pageName: "transfer"
            wanted: root.page === pageName
            ahead: root.isUp

            TransferPage {
                vm: root.vm
                shown: transfer.shown
            }
        }

        PageSlot {
            id: depositConfirm

            vm: root.vm
            pageName: "deposit-confirm"
            wanted: root.page === pageName
            ahead: root.isUp

            DepositConfirmPage {
                vm: root.vm
                shown: depositConfirm.shown
            }
        }

        PageSlot {
            id: depositDone

            vm: root.vm
            pageName: "deposit-done"
            wanted: root.page === pageName
            ahead: root.isUp

            DepositDonePage {
                vm: root.vm
                shown: depositDone.shown
            }
        }

        PageSlot {
            id: count

            vm: root.vm
            pageName: "count"
            wanted: root.page === pageName
            ahead: root.isUp

            CountPage {
                vm: root.vm
                shown: count.shown
            }
        }

        PageSlot {
            id: staff

            vm: root.vm
            pageName: "staff"
            wanted: root.page === pageName
            ahead: root.isUp

            StaffPage {
                vm: root.vm
                shown: staff.shown
            }
        }

        PageSlot {
            id: blank

            vm: root.vm
            pageName: "blank"
            wanted: root.page === pageName
            ahead: root.isUp

            BlankPage {
                vm: root.vm
                shown: blank.shown
            }
        }

        Footer {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            vm: root.vm
            shown: root.shown
            isDark: root.stage
            hasOwnCancel: root.page === "other-amount" || root.page === "count" || root.page === "staff" || root.page === "pin" && root.shown.touchPin
        }

        // Spoken last: what to do comes first.
        Header {
            anchors.left: parent.left
            anchors.right: parent.right
            vm: root.vm
            isDark: root.stage
        }
    }

    Loader {
        anchors.fill: parent
        active: root.vm.moreTime && !Theme.tooSmall
        sourceComponent: MoreTime {
            vm: root.vm
        }
    }

    Loader {
        anchors.fill: parent
        active: Theme.tooSmall
        sourceComponent: TooSmall {}
    }
}
