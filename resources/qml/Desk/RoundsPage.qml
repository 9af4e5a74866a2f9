// Rounds with the programmer: plan one, load it, take its results, and what is still to visit.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: page

    required property DeskModel desk
    readonly property var rounds: page.desk.rounds
    readonly property real column: (page.width - 2 * DeskTheme.space4) / 3

    DeskCard {
        id: plans

        heading: "Plan a round"
        focus: true
        height: parent.height
        width: page.column

        Scrolled {
            id: kinds

            anchors.fill: parent
            anchors.rightMargin: DeskTheme.space2

            Actions {
                desk: page.desk
                list: page.rounds.kinds ?? []
                focus: true
                onReached: item => kinds.reveal(item)
                x: DeskTheme.ring + DeskTheme.hair
                width: kinds.width - 2 * x
            }
        }
    }

    DeskCard {
        heading: "Rounds"
        anchors.left: plans.right
        anchors.leftMargin: DeskTheme.space4
        height: parent.height
        width: page.column

        ListView {
            id: list

            objectName: "desk.rounds"
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.rightMargin: DeskTheme.space2
            anchors.top: parent.top
            anchors.bottom: load.top
            anchors.bottomMargin: DeskTheme.space3
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.rounds.rounds ?? []
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: "Rounds"
            Keys.onReturnPressed: (list.currentItem as RoundRow)?.pressed()
            Keys.onSpacePressed: (list.currentItem as RoundRow)?.pressed()

            delegate: RoundRow {
                width: list.width
                marked: ListView.isCurrentItem && list.activeFocus
                onPressed: {
                    list.forceActiveFocus(Qt.MouseFocusReason);
                    list.currentIndex = index;
                    page.desk.chooseRound(modelData.number);
                }
            }
        }

        ScrollMark {
            view: list
            x: list.width + DeskTheme.space1
        }

        DeskText {
            visible: list.count === 0
            width: parent.width
            text: "No round has been planned yet."
            color: DeskTheme.softInk
        }

        DeskButton {
            id: load

            objectName: "desk.act.load"
            name: "Load the programmer"
            hint: page.rounds.canLoad ? "With round " + page.rounds.chosen + "." : "Choose a round with doors to visit."
            main: page.rounds.canLoad ?? false
            ready: page.rounds.canLoad ?? false
            anchors.bottom: take.top
            anchors.bottomMargin: DeskTheme.space3
            width: parent.width
            onPressed: page.desk.act("load")
        }

        DeskButton {
            id: take

            objectName: "desk.act.take-results"
            name: "Take its results"
            hint: "When it is back from the doors."
            anchors.bottom: parent.bottom
            width: parent.width
            onPressed: page.desk.act("take-results")
        }
    }

    DeskCard {
        heading: page.rounds.doorCount ? "Doors to visit: " + page.rounds.doorCount : "Doors to visit"
        anchors.right: parent.right
        height: parent.height
        width: page.column

        ListView {
            id: doors

            objectName: "desk.doors"
            anchors.fill: parent
            anchors.rightMargin: DeskTheme.space2
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.rounds.doors ?? []
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: "Doors still to visit, by floor"

            delegate: DoorRow {
                width: doors.width
            }
        }

        ScrollMark {
            view: doors
            x: doors.width + DeskTheme.space1
        }

        DeskText {
            visible: doors.count === 0
            width: parent.width
            text: "Nobody has to go to any door."
            color: DeskTheme.softInk
        }
    }
}
