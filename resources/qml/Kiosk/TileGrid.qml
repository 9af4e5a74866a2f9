// The screen's choices, each beside its side keys.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Models

Item {
    id: grid

    required property KioskViewModel vm
    required property PageModel shown
    required property real tileWidth
    property bool hasMixes: false
    property bool isDark: false
    readonly property var strongOnes: ["withdraw", "continue", "confirm", "yes"]
    readonly property real rowHeight: (height - 3 * Theme.rowGap) / 4

    Repeater {
        model: grid.shown.tiles

        Tile {
            id: tile

            required property int index
            required property string choiceId
            required property string said
            required property string amount
            required detail
            required figure
            required property int column
            required property real row
            required property real span
            required property string sideKeys
            required property int firstKeyRow
            required padKey
            readonly property bool isLeft: tile.column === 0

            objectName: "scr." + grid.shown.screenId + ".btn." + tile.choiceId
            name: choiceWords.isChosen ? qsTr("%1, chosen", "S08 spoken").arg(choiceWords.spoken) : choiceWords.spoken
            chosen: choiceWords.isChosen
            label: choiceWords.said
            isAmount: tile.amount !== ""
            isDark: grid.isDark
            ringColour: grid.isDark ? Theme.sand : Theme.mark
            mixLabelWidth: grid.hasMixes ? Theme.mixLabelWidth : 0
            mix: grid.hasMixes ? grid.shown.mixAt(tile.index) : null
            strong: choiceWords.isChosen || !choiceWords.isOneOf && (grid.shown.columns === "one" || grid.strongOnes.includes(tile.choiceId))
            x: tile.isLeft ? 0 : grid.width - width
            y: tile.row * (grid.rowHeight + Theme.rowGap)
            width: grid.tileWidth
            height: tile.span * grid.rowHeight + (tile.span - 1) * Theme.rowGap
            onPressed: grid.vm.choose(tile.choiceId)

            ChoiceWords {
                id: choiceWords

                screenId: grid.shown.screenId
                choiceId: tile.choiceId
                own: tile.said
                detail: tile.detail
                figure: tile.figure
                amount: tile.amount !== "" ? tile.amount : grid.shown.amount
                chosen: grid.shown.screenId === "S08" ? "notes-" + grid.shown.mixId : grid.shown.screenId === "S09" ? "receipt-" + grid.shown.receipt : ""
            }

            // Each key beside the tile has its letter, at the height of the key.
            Repeater {
                model: grid.vm.hasSideKeys ? tile.sideKeys.length : 0

                SideTick {
                    id: tick

                    required property int index

                    letter: tile.sideKeys[tick.index]
                    isLeft: tile.isLeft
                    colour: grid.isDark ? Theme.sand : Theme.mark
                    x: tile.isLeft ? -width : tile.width
                    y: (tile.firstKeyRow + tick.index - tile.row) * (grid.rowHeight + Theme.rowGap) + (grid.rowHeight - height) / 2
                }
            }
        }
    }
}
