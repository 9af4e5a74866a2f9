// Pages on which an account, an amount or a receipt is chosen, asked or told; and the count.
pragma ComponentBehavior: Bound
import QtQuick
import "pages"

PageGroup {
    id: group

    PageSlot {
        id: amount

        vm: group.vm
        pageName: "amount"
        ahead: group.ahead

        AmountPage {
            vm: group.vm
            shown: amount.shown
        }
    }

    PageSlot {
        id: otherAmount

        vm: group.vm
        pageName: "other-amount"
        ahead: group.ahead

        OtherAmountPage {
            vm: group.vm
            shown: otherAmount.shown
        }
    }

    PageSlot {
        id: confirm

        vm: group.vm
        pageName: "confirm"
        ahead: group.ahead

        ConfirmPage {
            vm: group.vm
            shown: confirm.shown
        }
    }

    PageSlot {
        id: partial

        vm: group.vm
        pageName: "partial"
        ahead: group.ahead

        PartialPage {
            vm: group.vm
            shown: partial.shown
        }
    }

    PageSlot {
        id: balance

        vm: group.vm
        pageName: "balance"
        ahead: group.ahead

        BalancePage {
            vm: group.vm
            shown: balance.shown
        }
    }

    PageSlot {
        id: account

        vm: group.vm
        pageName: "account"
        ahead: group.ahead

        AccountPage {
            vm: group.vm
            shown: account.shown
        }
    }

    PageSlot {
        id: notes

        vm: group.vm
        pageName: "notes"
        ahead: group.ahead

        NotesPage {
            vm: group.vm
            shown: notes.shown
        }
    }

    PageSlot {
        id: receipt

        vm: group.vm
        pageName: "receipt"
        ahead: group.ahead

        ReceiptPage {
            vm: group.vm
            shown: receipt.shown
        }
    }

    PageSlot {
        id: screenReceipt

        vm: group.vm
        pageName: "screen-receipt"
        ahead: group.ahead

        ScreenReceiptPage {
            vm: group.vm
            shown: screenReceipt.shown
        }
    }

    PageSlot {
        id: transfer

        vm: group.vm
        pageName: "transfer"
        ahead: group.ahead

        TransferPage {
            vm: group.vm
            shown: transfer.shown
        }
    }

    PageSlot {
        id: depositConfirm

        vm: group.vm
        pageName: "deposit-confirm"
        ahead: group.ahead

        DepositConfirmPage {
            vm: group.vm
            shown: depositConfirm.shown
        }
    }

    PageSlot {
        id: depositDone

        vm: group.vm
        pageName: "deposit-done"
        ahead: group.ahead

        DepositDonePage {
            vm: group.vm
            shown: depositDone.shown
        }
    }

    PageSlot {
        id: count

        vm: group.vm
        pageName: "count"
        ahead: group.ahead

        CountPage {
            vm: group.vm
            shown: count.shown
        }
    }
}
