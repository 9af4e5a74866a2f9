// What can be done, each under its number; what cannot be done now stands there with the reason.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: grid

    required property KioskViewModel vm
    required property StaffModel staff
    required property string screenId
    required property int columns
    readonly property int count: grid.staff.actionCount
    readonly property int rows: Math.max(1, Math.ceil(grid.count / grid.columns))
    readonly property real cellWidth: (grid.width - (grid.columns - 1) * Theme.space2) / grid.columns
    readonly property real cellHeight: Math.min(Theme.staffActionHeight, (grid.height - (grid.rows - 1) * Theme.staffGap) / grid.rows)

    // Below a table: a row or two of them.
    readonly property int columnsBelow: Theme.portrait ? 2 : Math.max(2, Math.min(4, grid.count))
    readonly property int rowsBelow: Math.max(1, Math.ceil(grid.count / grid.columnsBelow))
    readonly property real rowHeightBelow: grid.cellWidth < Theme.staffWide && grid.staff.openCount < grid.count ? Theme.staffActionHeightReason : Theme.staffActionHeightLeast
    readonly property real heightBelow: grid.rowsBelow * (grid.rowHeightBelow + Theme.staffGap) - Theme.staffGap

    // Down one column and on at the top of the next; the menu's way out stands lowest.
    function place(index: int): point {
        const isWayOut = grid.screenId === "M10" && index === grid.count - 1;
        const column = Math.floor(index / grid.rows);
        const row = isWayOut ? grid.rows - 1 : index % grid.rows;
        return Qt.point(column * (grid.cellWidth + Theme.space2), row * (grid.cellHeight + Theme.staffGap));
    }

    // First, because texts are spoken before controls.
    Repeater {
        model: grid.staff.actions

        Loader {
            id: closed

            required property int index
            required property int number
            required property var label
            required property var why
            required property bool isOpen
            readonly property point at: grid.place(closed.index)

            active: !closed.isOpen
            x: closed.at.x
            y: closed.at.y
            sourceComponent: StaffClosedAction {
                width: grid.cellWidth
                height: grid.cellHeight
                number: closed.number
                label: StaffWords.cell(closed.label)
                why: StaffWords.cell(closed.why)
            }
        }
    }

    Repeater {
        model: grid.staff.actions

        Loader {
            id: open

            required property int index
            required property int number
            required property string choiceId
            required property var label
            required property bool isOpen
            readonly property point at: grid.place(open.index)

            active: open.isOpen
            x: open.at.x
            y: open.at.y
            sourceComponent: StaffAction {
                objectName: "scr." + grid.screenId + ".btn." + open.choiceId
                width: grid.cellWidth
                height: grid.cellHeight
                number: open.number
                label: StaffWords.cell(open.label)
                onPressed: grid.vm.choose(open.choiceId)
            }
        }
    }
}
