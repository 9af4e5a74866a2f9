// One step back on the left, the next page of lines on the right; near the end, staying logged in.
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: foot

    required property KioskViewModel vm
    required property PageModel shown
    readonly property StaffModel staff: foot.shown.staff
    readonly property string screenId: foot.shown.screenId
    readonly property bool hasNext: foot.staff.count > 1 && !foot.staff.isBusy
    // What stands between the two, or above them where the screen is narrow.
    readonly property real rowHeight: Theme.staffFootRowHeight
    readonly property real middleX: Theme.portrait || !back.visible ? Theme.margin : back.x + back.width + Theme.space6
    readonly property real middleWidth: (Theme.portrait || !next.visible ? foot.width - Theme.margin : next.x - Theme.space6) - foot.middleX
    readonly property real middleHeight: Theme.portrait ? foot.height - foot.rowHeight : foot.height

    Pressable {
        id: stay

        objectName: "scr." + foot.screenId + ".btn.stay"
        visible: foot.staff.seconds > 0
        name: qsTr("You are logged out in %n second(s). Press any key to stay.", "Every staff page", foot.staff.secondsSaid)
        reach: (Theme.touch - height) / 2
        x: foot.middleX
        width: foot.middleWidth
        height: Theme.pillHeight
        y: (foot.middleHeight - height + Theme.touchReach) / 2
        onPressed: foot.vm.key("H")

        Rectangle {
            anchors.fill: parent
            radius: Theme.smallRadius
            color: Theme.notice
            border.width: Theme.bold
            border.color: Theme.mark
        }

        Words {
            objectName: "scr." + foot.screenId + ".seconds"
            spoken: false
            anchors.fill: parent
            anchors.leftMargin: Theme.space2
            anchors.rightMargin: Theme.space2
            verticalAlignment: Text.AlignVCenter
            text: qsTr("You are logged out in %n second(s). Press any key to stay.", "Every staff page", foot.staff.seconds)
            color: Theme.noticeInk
            font.pixelSize: Theme.staffText
            font.weight: Theme.weightMedium
            font.features: Theme.tabular
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.staff)
            lineHeight: 1
        }
    }

    StaffAction {
        id: next

        objectName: "scr." + foot.screenId + ".btn.action-0"
        visible: foot.hasNext
        reach: (Theme.touch - height) / 2
        number: 0
        label: qsTr("Next page", "Every staff page")
        more: qsTr("Page %1 of %2", "Every staff page").arg(foot.staff.number).arg(foot.staff.count)
        name: number + " " + label + ". " + more
        x: foot.width - Theme.margin - width
        width: Theme.staffActionsWidth
        height: Theme.pillHeight
        y: foot.height - (foot.rowHeight + height - Theme.touchReach) / 2
        onPressed: foot.vm.choose("action-0")
    }

    CancelPill {
        id: back

        vm: foot.vm
        shown: foot.shown
        isDark: false
        visible: foot.shown.canCancel && !foot.staff.hasEntry
        name: foot.screenId === "M10" ? qsTr("Log out", "M10 the red key") : qsTr("Back", "Every staff page: the red key")
        x: Theme.margin
        y: foot.height - (foot.rowHeight + height - Theme.touchReach) / 2
    }
}
