// The screen's choices, each beside its side keys.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Models

Item {
    id: grid

    required property KioskViewModel vm
    required property PageModel shown
    required property real tileWidth
    readonly property real rowHeight: (height - 3 * Theme.rowGap) / 4

    Repeater {
        model: grid.shown.tiles

        Tile {
            id: tile

            required property string choiceId
            required property string said
            required property string amount
            required property int column
            required property int row
            required property int span
            required property string sideKey
            required padKey
            readonly property bool isLeft: tile.column === 0

            objectName: "scr." + grid.shown.screenId + ".btn." + tile.choiceId
            name: tile.said !== "" ? tile.said : choiceWords.said
            isAmount: tile.amount !== ""
            strong: tile.choiceId === "withdraw" || tile.choiceId === "continue" || tile.choiceId === "confirm" || tile.choiceId === "yes"
            x: tile.isLeft ? 0 : grid.width - width
            y: tile.row * (grid.rowHeight + Theme.rowGap)
            width: grid.tileWidth
            height: tile.span * grid.rowHeight + (tile.span - 1) * Theme.rowGap
            onPressed: grid.vm.choose(tile.choiceId)

            ChoiceWords {
                id: choiceWords

                screenId: grid.shown.screenId
                choiceId: tile.choiceId
                amount: tile.amount !== "" ? tile.amount : grid.shown.amount
            }

            SideTick {
                visible: grid.vm.hasSideKeys
                letter: tile.sideKey
                isLeft: tile.isLeft
                x: tile.isLeft ? -width : tile.width
                y: (grid.rowHeight - height) / 2
            }
        }
    }
}
