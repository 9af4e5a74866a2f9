// A title, a card, and the choices beside their keys; standing screens put the card on top.
import QtQuick

Page {
    id: page

    required property string title
    property string notice: ""
    readonly property bool isBoth: page.shown.columns === "both"
    readonly property bool isLeft: page.shown.columns === "left"
    readonly property bool isOne: page.shown.columns === "one"
    readonly property real tileWidth: Theme.portrait ? (page.isBoth ? (page.bodyWidth - Theme.columnGap) / 2 : page.bodyWidth) : (page.isBoth ? Theme.tileWidth : Theme.wideTileWidth)
    default property alias card: cardArea.data

    Item {
        id: top

        x: Theme.margin
        y: Theme.headerHeight
        width: page.bodyWidth
        height: Theme.titleHeight - Theme.space3

        Title {
            objectName: "scr." + page.shown.screenId + ".title"
            width: strip.visible && !Theme.portrait ? parent.width - strip.width - Theme.space4 : parent.width
            height: strip.visible && Theme.portrait ? parent.height - strip.height : parent.height
            verticalAlignment: Text.AlignVCenter
            text: page.title
        }

        NoticeStrip {
            id: strip

            anchors.right: parent.right
            y: Theme.portrait ? parent.height - height : (parent.height - height) / 2
            width: Theme.portrait ? parent.width : parent.width * 0.56
            height: Math.min(implicitHeight, parent.height)
            text: page.notice
        }
    }

    // A lone choice sits in the lowest row, so that the card has the whole width above it.
    Item {
        id: cardArea

        x: Theme.margin + (Theme.portrait || !(page.isBoth || page.isLeft) ? 0 : page.tileWidth + Theme.columnGap)
        y: page.bodyTop
        width: Theme.portrait || page.isOne ? page.bodyWidth : page.bodyWidth - (page.isBoth ? 2 : 1) * (page.tileWidth + Theme.columnGap)
        height: page.isOne ? page.bodyHeight - page.rowHeight - Theme.columnGap : Theme.portrait ? Theme.cardHeightPortrait : page.bodyHeight
    }

    TileGrid {
        vm: page.vm
        shown: page.shown
        tileWidth: page.tileWidth
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.gridHeight
        width: page.bodyWidth
        height: page.gridHeight
    }
}
