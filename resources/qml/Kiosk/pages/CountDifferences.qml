// Where the operator's count and the machine's own differ, canister by canister; nothing is changed.
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
    readonly property real tilesHeight: differences.shown.columns === "none" ? 0 : differences.gridHeight + Theme.columnGap

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
        id: why

        z: 1
        x: card.x + table.x
        y: card.y + Theme.space2
        width: table.width
        text: differences.why
        font.pixelSize: Theme.small
        Accessible.role: Accessible.AlertMessage
    }

    Panel {
        id: card

        x: Theme.margin
        y: differences.bodyTop
        width: differences.bodyWidth - (Theme.portrait ? 0 : Theme.tileWidth + Theme.columnGap)
        height: differences.bodyHeight - (Theme.portrait ? differences.tilesHeight : 0)

        Column {
            id: table

            readonly property real room: card.height - y - Theme.space1
            readonly property real lineHeight: Math.min(Theme.receiptLine * 1.6, table.room / (lines.count + 1))

            x: Theme.space4
            y: why.height + Theme.space2 + Theme.space1
            width: parent.width - 2 * Theme.space4

            CountLine {
                width: parent.width
                lineHeight: table.lineHeight
                first: qsTr("Canister", "S93")
                second: qsTr("Counted", "S93")
                third: qsTr("Machine", "S93")
                fourth: qsTr("Difference", "S93")
                isHead: true
            }

            Repeater {
                id: lines

                model: differences.shown.counts

                CountLine {
                    id: line

                    required property int canister
                    required property string denomination
                    required property string counted
                    required property string recorded
                    required property string tooMany
                    required property string tooFew

                    width: table.width
                    lineHeight: table.lineHeight
                    first: qsTr("%1: %2", "S93 canister and its note").arg(line.canister).arg(line.denomination)
                    second: line.counted
                    third: line.recorded
                    fourth: line.tooMany !== "" ? qsTr("%1 too many", "S93").arg(line.tooMany) : qsTr("%1 too few", "S93").arg(line.tooFew)
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
