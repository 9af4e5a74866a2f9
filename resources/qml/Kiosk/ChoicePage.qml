// A title, a card, and the choices beside their keys; standing screens put the card on top.
import QtQuick

Page {
    id: page

    required property string title
    property string notice: ""
    // Without a card the tiles have the whole page.
    property bool hasCard: true
    property real oneColumnWidth: Theme.wideTileWidth
    // What the tiles of the page are, where they are more than words: mixes.
    property bool hasMixes: false
    // A reference stands beside a lone choice, or above it where the screen is narrow.
    readonly property bool hasReference: page.isOne && page.shown.reference !== ""
    readonly property real lowestTop: page.bodyTop + page.bodyHeight - page.rowHeight
    readonly property real tilesHeight: page.hasCard ? page.gridHeight : page.bodyHeight
    readonly property real columnWidth: page.isBoth ? (page.bodyWidth - Theme.columnGap) / 2 : page.bodyWidth
    readonly property bool isBoth: page.shown.columns === "both"
    readonly property bool isLeft: page.shown.columns === "left"
    readonly property bool isOne: page.shown.columns === "one"
    readonly property real tileWidth: Theme.portrait || !page.hasCard ? page.columnWidth : page.isBoth ? Theme.tileWidth : page.oneColumnWidth
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

        visible: page.hasCard
        x: Theme.margin + (Theme.portrait || !(page.isBoth || page.isLeft) ? 0 : page.tileWidth + Theme.columnGap)
        y: page.bodyTop
        width: Theme.portrait || page.isOne ? page.bodyWidth : page.bodyWidth - (page.isBoth ? 2 : 1) * (page.tileWidth + Theme.columnGap)
        height: page.isOne ? (page.hasReference && Theme.portrait ? referenceBar.y : page.lowestTop) - page.bodyTop - Theme.columnGap : Theme.portrait ? Theme.cardHeightPortrait : page.bodyHeight
    }

    ReferenceBar {
        id: referenceBar

        visible: page.hasReference
        shown: page.shown
        x: Theme.margin
        y: page.lowestTop - (Theme.portrait ? page.rowHeight + Theme.rowGap : 0)
        width: page.bodyWidth - (Theme.portrait ? 0 : page.tileWidth + Theme.columnGap)
        height: page.rowHeight
    }

    TileGrid {
        vm: page.vm
        shown: page.shown
        tileWidth: page.tileWidth
        hasMixes: page.hasMixes
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.tilesHeight
        width: page.bodyWidth
        height: page.tilesHeight
    }
}
