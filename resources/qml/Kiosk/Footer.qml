// Cancel on the left; reference, staff sign and reason code small on the right.
import QtQuick
import Kiosk.Models

Item {
    id: footer

    required property KioskViewModel vm
    required property PageModel shown
    required property bool isDark
    required property bool hasOwnCancel
    readonly property color colour: footer.isDark ? Theme.softBrandInk : Theme.softInk

    height: Theme.footerHeight

    CancelPill {
        vm: footer.vm
        shown: footer.shown
        isDark: footer.isDark
        visible: footer.shown.canCancel && !footer.hasOwnCancel
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        // Its reach begins where that of the last row of tiles ends.
        anchors.verticalCenterOffset: Theme.touchReach / 2
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        spacing: Theme.space4

        Words {
            visible: footer.shown.closing
            text: qsTr("Closing after this customer", "Every screen: staff sign")
            color: footer.colour
            font.pixelSize: Theme.staff
        }

        Words {
            objectName: "scr." + footer.shown.screenId + ".reference"
            visible: footer.shown.reference !== "" && footer.isDark
            text: qsTr("Reference %1", "S32").arg(footer.shown.reference)
            color: footer.colour
            font.pixelSize: Theme.small
            font.weight: Theme.weightMedium
        }

        Words {
            objectName: "scr." + footer.shown.screenId + ".reason"
            visible: footer.shown.reason !== ""
            text: footer.shown.reason
            color: footer.colour
            font.pixelSize: Theme.staff
        }
    }
}
