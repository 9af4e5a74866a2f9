// Backup, papers for the safe, and the desk's own log.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: page

    required property DeskModel desk
    readonly property var safety: page.desk.safety

    Actions {
        id: actions

        desk: page.desk
        list: page.safety.actions ?? []
        focus: true
        width: DeskTheme.sideWidth
    }

    DeskCard {
        heading: "Log"
        anchors.left: actions.right
        anchors.leftMargin: DeskTheme.space6
        anchors.right: parent.right
        height: parent.height

        ListView {
            id: log

            objectName: "desk.log"
            anchors.fill: parent
            anchors.rightMargin: DeskTheme.space2
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.safety.log ?? []
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: "Log, the newest entry first"

            delegate: LogRow {
                width: log.width
                marked: ListView.isCurrentItem && log.activeFocus
            }
        }

        ScrollMark {
            view: log
            x: log.width + DeskTheme.space1
        }
    }
}
