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
    readonly property Page currentPage: pageLoader.item as Page
    readonly property bool stage: root.currentPage?.stage ?? true
    readonly property bool settled: root.currentPage?.settled ?? false
    readonly property var pages: ({
            "attract": attract,
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
            "blank": blank
        })

    title: root.vm.bankName
    color: root.stage ? Theme.brandDeep : Theme.paper
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

        Header {
            anchors.left: parent.left
            anchors.right: parent.right
            vm: root.vm
            isDark: root.stage
        }

        Loader {
            id: pageLoader

            anchors.fill: parent
            sourceComponent: root.pages[root.vm.page] as Component
        }

        Footer {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            vm: root.vm
            isDark: root.stage
            hasOwnCancel: root.vm.page === "other-amount" || root.vm.page === "pin" && root.vm.touchPin
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

    Component {
        id: attract

        AttractPage {
            vm: root.vm
        }
    }

    Component {
        id: wait

        WaitPage {
            vm: root.vm
        }
    }

    Component {
        id: take

        TakePage {
            vm: root.vm
        }
    }

    Component {
        id: goodbye

        GoodbyePage {
            vm: root.vm
        }
    }

    Component {
        id: closed

        ClosedPage {
            vm: root.vm
        }
    }

    Component {
        id: pin

        PinPage {
            vm: root.vm
        }
    }

    Component {
        id: menu

        MenuPage {
            vm: root.vm
        }
    }

    Component {
        id: amount

        AmountPage {
            vm: root.vm
        }
    }

    Component {
        id: otherAmount

        OtherAmountPage {
            vm: root.vm
        }
    }

    Component {
        id: confirm

        ConfirmPage {
            vm: root.vm
        }
    }

    Component {
        id: partial

        PartialPage {
            vm: root.vm
        }
    }

    Component {
        id: another

        AnotherPage {
            vm: root.vm
        }
    }

    Component {
        id: balance

        BalancePage {
            vm: root.vm
        }
    }

    Component {
        id: message

        MessagePage {
            vm: root.vm
        }
    }

    Component {
        id: pinChanged

        PinChangedPage {
            vm: root.vm
        }
    }

    Component {
        id: blank

        BlankPage {
            vm: root.vm
        }
    }
}
