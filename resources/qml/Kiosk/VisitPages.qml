// Pages that every visit has, whatever it is for, and those between visits.
pragma ComponentBehavior: Bound
import QtQuick
import "pages"

PageGroup {
    id: group

    PageSlot {
        id: attract

        vm: group.vm
        pageName: "attract"
        ahead: group.ahead

        AttractPage {
            vm: group.vm
            shown: attract.shown
        }
    }

    PageSlot {
        id: language

        vm: group.vm
        pageName: "language"
        ahead: group.ahead

        LanguagePage {
            vm: group.vm
            shown: language.shown
        }
    }

    PageSlot {
        id: serviceNotice

        vm: group.vm
        pageName: "service-notice"
        ahead: group.ahead

        ServiceNoticePage {
            vm: group.vm
            shown: serviceNotice.shown
        }
    }

    PageSlot {
        id: wait

        vm: group.vm
        pageName: "wait"
        ahead: group.ahead

        WaitPage {
            vm: group.vm
            shown: wait.shown
        }
    }

    PageSlot {
        id: take

        vm: group.vm
        pageName: "take"
        ahead: group.ahead

        TakePage {
            vm: group.vm
            shown: take.shown
        }
    }

    PageSlot {
        id: goodbye

        vm: group.vm
        pageName: "goodbye"
        ahead: group.ahead

        GoodbyePage {
            vm: group.vm
            shown: goodbye.shown
        }
    }

    PageSlot {
        id: closed

        vm: group.vm
        pageName: "closed"
        ahead: group.ahead

        ClosedPage {
            vm: group.vm
            shown: closed.shown
        }
    }

    PageSlot {
        id: pin

        vm: group.vm
        pageName: "pin"
        ahead: group.ahead

        PinPage {
            vm: group.vm
            shown: pin.shown
        }
    }

    PageSlot {
        id: menu

        vm: group.vm
        pageName: "menu"
        ahead: group.ahead

        MenuPage {
            vm: group.vm
            shown: menu.shown
        }
    }

    PageSlot {
        id: another

        vm: group.vm
        pageName: "another"
        ahead: group.ahead

        AnotherPage {
            vm: group.vm
            shown: another.shown
        }
    }

    PageSlot {
        id: message

        vm: group.vm
        pageName: "message"
        ahead: group.ahead

        MessagePage {
            vm: group.vm
            shown: message.shown
        }
    }

    PageSlot {
        id: pinChanged

        vm: group.vm
        pageName: "pin-changed"
        ahead: group.ahead

        PinChangedPage {
            vm: group.vm
            shown: pinChanged.shown
        }
    }

    PageSlot {
        id: staff

        vm: group.vm
        pageName: "staff"
        ahead: group.ahead

        StaffPage {
            vm: group.vm
            shown: staff.shown
        }
    }

    PageSlot {
        id: blank

        vm: group.vm
        pageName: "blank"
        ahead: group.ahead

        BlankPage {
            vm: group.vm
            shown: blank.shown
        }
    }
}
