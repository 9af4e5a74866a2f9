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
            required property string sideKeys
            required padKey
            readonly property bool isLeft: tile.column === 0

            objectName: "scr." + grid.shown.screenId + ".btn." + tile.choiceId
            name: tile.said !== "" ? tile.said : choiceWords.said
            isAmount: tile.amount !== ""
            strong: grid.shown.columns === "one" || tile.choiceId === "withdraw" || tile.choiceId === "continue" || tile.choiceId === "confirm" || tile.choiceId === "yes"
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

            // Each key beside the tile has its letter, at the height of the key.
            Repeater {
                model: grid.vm.hasSideKeys ? tile.sideKeys.length : 0

                SideTick {
                    id: tick

                    required property int index

                    letter: tile.sideKeys[tick.index]
                    isLeft: tile.isLeft
                    x: tile.isLeft ? -width : tile.width
                    y: tick.index * (grid.rowHeight + Theme.rowGap) + (grid.rowHeight - height) / 2
                }
            }
        }
    }
}
