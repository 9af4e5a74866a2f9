// The number of an action while it is typed; before that, how it is done.
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: typed

    required property StaffModel staff
    required property string screenId
    readonly property bool isWanted: !typed.staff.hasEntry && !typed.staff.isBusy && typed.staff.seconds === 0 && (typed.staff.openCount > 0 || typed.staff.count > 1)

    Words {
        visible: typed.isWanted && typed.staff.typed === ""
        height: parent.height
        width: parent.width
        verticalAlignment: Text.AlignVCenter
        text: qsTr("Type a number, then Enter", "Every staff page")
        color: Theme.softInk
        font.pixelSize: Theme.staff
        lineHeight: 1
    }

    Panel {
        id: field

        visible: typed.isWanted && typed.staff.typed !== ""
        y: (parent.height - height + Theme.touchReach) / 2
        width: Theme.staffTypedWidth
        height: Theme.pillHeight
        radius: Theme.smallRadius
        border.width: Theme.bold
        border.color: Theme.brand

        Words {
            objectName: "scr." + typed.screenId + ".typed"
            anchors.fill: parent
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: Text.AlignHCenter
            text: typed.staff.typed
            font.family: Theme.titleFamily
            font.pixelSize: Theme.heading
            font.weight: Theme.weightStrong
            font.features: Theme.tabular
            lineHeight: 1
            Accessible.name: qsTr("Entered: %1", "Every staff page: spoken").arg(typed.staff.typed)
        }
    }

    Words {
        visible: field.visible
        x: field.width + Theme.space2
        width: parent.width - x
        height: parent.height
        verticalAlignment: Text.AlignVCenter
        text: qsTr("then Enter", "Every staff page: beside the number that is typed")
        color: Theme.softInk
        font.pixelSize: Theme.staff
        lineHeight: 1
    }
}
