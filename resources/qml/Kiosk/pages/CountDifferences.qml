// Where the operator's count and the safe's own differ, canister by canister; nothing is changed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: differences

    required property KioskViewModel vm
    required property PageModel shown
    required property string title
    required property string why
    required property real bodyTop
    required property real bodyHeight
    required property real bodyWidth
    required property real gridHeight
    required property real rowHeight
    readonly property bool hasChoice: differences.shown.columns !== "none"

    Title {
        objectName: "scr.S93.title"
        x: Theme.margin
        y: Theme.headerHeight
        width: differences.bodyWidth
        height: Theme.titleHeight - Theme.space3
        verticalAlignment: Text.AlignVCenter
        text: differences.title
    }

    Panel {
        id: card

        x: Theme.margin
        y: differences.bodyTop
        width: differences.bodyWidth - (differences.hasChoice && !Theme.portrait ? Theme.tileWidth + Theme.columnGap : 0)
        height: differences.bodyHeight - (differences.hasChoice && Theme.portrait ? differences.rowHeight + Theme.columnGap : 0)

        Words {
            id: why

            x: Theme.space4
            y: Theme.space3
            width: parent.width - 2 * Theme.space4
            text: differences.why
            Accessible.role: Accessible.AlertMessage
            lineHeight: Theme.titleLineHeight
        }

        Column {
            id: table

            x: Theme.space4
            y: why.y + why.height + Theme.space2
            width: parent.width - 2 * Theme.space4

            CountLine {
                width: parent.width
                first: qsTr("Canister", "S93")
                second: qsTr("Counted", "S93")
                third: qsTr("In the safe", "S93")
                isHead: true
            }

            Repeater {
                model: differences.shown.counts

                CountLine {
                    id: line

                    required property int canister
                    required property string denomination
                    required property string counted
                    required property string recorded

                    width: table.width
                    first: qsTr("%1: %2", "S93 canister and its note").arg(line.canister).arg(line.denomination)
                    second: line.counted
                    third: line.recorded
                }
            }
        }
    }

    TileGrid {
        vm: differences.vm
        shown: differences.shown
        tileWidth: Theme.portrait ? differences.bodyWidth : Theme.tileWidth
        x: Theme.margin
        y: differences.bodyTop + differences.bodyHeight - differences.gridHeight
        width: differences.bodyWidth
        height: differences.gridHeight
    }
}
