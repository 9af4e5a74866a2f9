// The kiosk's one window: ground, header, page, footer, and what may lie over them.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Window {
    id: root

    required property KioskViewModel vm
    property bool allowClose: false
    property bool reduceMotion: false
    property bool isUp: false
    readonly property string page: root.vm.page
    readonly property PageModel shown: root.vm.shown
    readonly property Page currentPage: visitPages.current ?? moneyPages.current
    readonly property bool stage: root.currentPage?.stage ?? true
    readonly property bool settled: root.currentPage?.settled ?? false

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

        VisitPages {
            id: visitPages

            anchors.fill: parent
            vm: root.vm
            ahead: root.isUp
        }

        MoneyPages {
            id: moneyPages

            anchors.fill: parent
            vm: root.vm
            ahead: root.isUp
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
