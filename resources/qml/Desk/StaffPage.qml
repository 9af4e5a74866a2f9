// Staff: the list, what can be done for one of them, and which doors ended cards still open.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: page

    required property DeskModel desk
    readonly property var staff: page.desk.staff

    DeskCard {
        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: DeskTheme.space6
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        heading: "Staff"
        focus: true

        DeskButton {
            id: hire

            objectName: "desk.act.hire"
            name: "New member of staff"
            main: true
            anchors.right: parent.right
            y: -DeskTheme.buttonHeight + DeskTheme.space1
            onPressed: page.desk.act("hire")
        }

        ListView {
            id: list

            objectName: "desk.staff"
            anchors.fill: parent
            anchors.topMargin: DeskTheme.space4
            anchors.rightMargin: DeskTheme.space2
            clip: true
            focus: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.staff.members ?? []
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: "Staff"
            Keys.onReturnPressed: (list.currentItem as MemberRow)?.pressed()
            Keys.onSpacePressed: (list.currentItem as MemberRow)?.pressed()

            footer: DeskText {
                visible: text !== ""
                width: list.width
                leftPadding: DeskTheme.space3
                topPadding: visible ? DeskTheme.space3 : 0
                text: page.staff.skipped ?? ""
                color: DeskTheme.softInk
                font.pixelSize: DeskTheme.small
            }

            delegate: MemberRow {
                width: list.width
                marked: ListView.isCurrentItem && list.activeFocus
                onPressed: {
                    list.forceActiveFocus(Qt.MouseFocusReason);
                    list.currentIndex = index;
                    page.desk.chooseMember(modelData.serial);
                }
            }
        }

        ScrollMark {
            view: list
            x: list.width + DeskTheme.space1
        }

        DeskText {
            visible: list.count === 0 && (page.staff.skipped ?? "") === ""
            anchors.centerIn: parent
            text: "Nobody has a staff card yet."
            color: DeskTheme.softInk
        }
    }

    Item {
        id: side

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: DeskTheme.actionsWidth

        DeskText {
            id: chosen

            width: parent.width
            text: page.staff.chosen || "Choose somebody in the list."
            color: page.staff.chosen ? DeskTheme.ink : DeskTheme.softInk
            font.pixelSize: DeskTheme.heading
            font.weight: page.staff.chosen ? DeskTheme.strong : DeskTheme.plain
        }

        Actions {
            id: actions

            desk: page.desk
            list: page.staff.actions ?? []
            anchors.top: chosen.bottom
            anchors.topMargin: DeskTheme.space3
            width: parent.width
        }

        DeskButton {
            id: checked

            objectName: "desk.act.staff-checked"
            visible: page.staff.unknown ?? false
            name: "The list is right"
            hint: "After a restore: I have looked through it."
            anchors.top: actions.bottom
            anchors.topMargin: visible ? DeskTheme.space3 : 0
            height: visible ? implicitHeight : 0
            width: parent.width
            onPressed: page.desk.act("staff-checked")
        }

        DeskCard {
            heading: "Ended cards"
            anchors.top: checked.bottom
            anchors.topMargin: DeskTheme.space6
            anchors.bottom: parent.bottom
            width: parent.width

            DeskText {
                visible: (page.staff.revocations ?? []).length === 0
                width: parent.width
                text: "No door has to be told of an ended card."
                color: DeskTheme.softInk
            }

            Scrolled {
                id: ended

                anchors.fill: parent
                anchors.rightMargin: DeskTheme.space2

                Repeater {
                    model: page.staff.revocations ?? []

                    RevocationView {
                        width: ended.width - DeskTheme.space2
                    }
                }
            }
        }
    }
}
