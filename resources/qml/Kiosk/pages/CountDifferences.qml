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

    // Spoken before the table, and in front of its card.
    Words {
        z: 1
        x: Theme.portrait ? Theme.margin + Theme.space4 : parent.width - Theme.margin - width
        y: differences.bodyTop + (Theme.portrait ? Theme.space3 : 0)
        width: Theme.portrait ? differences.bodyWidth - 2 * Theme.space4 : Theme.tileWidth
        text: differences.why
        font.pixelSize: Theme.label
        Accessible.role: Accessible.AlertMessage
    }

    Panel {
        id: card

        x: Theme.margin
        y: differences.bodyTop
        width: differences.bodyWidth - (Theme.portrait ? 0 : Theme.tileWidth + Theme.columnGap)
        height: differences.bodyHeight - (differences.hasChoice && Theme.portrait ? differences.rowHeight + Theme.columnGap : 0)

        Column {
            id: table

            x: Theme.space4
            y: Theme.portrait ? 3 * Theme.label * Theme.lineHeight : Math.max(Theme.space2, (parent.height - height) / 2)
            width: parent.width - 2 * Theme.space4

            CountLine {
                width: parent.width
                first: qsTr("Canister", "S93")
                second: qsTr("Counted", "S93")
                third: qsTr("Safe", "S93")
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
