// S15b: the receipt on the screen, as it would be on paper.
import QtQuick
import Kiosk

Page {
    id: page

    readonly property real tileWidth: Theme.portrait ? page.bodyWidth : Theme.receiptTileWidth

    Title {
        id: heading

        objectName: "scr.S15b.title"
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: Theme.headerHeight
        width: page.tileWidth
        height: Theme.titleHeight - Theme.space3
        verticalAlignment: Text.AlignVCenter
        text: qsTr("Your receipt", "S15b")
    }

    ReceiptPaper {
        x: Theme.margin
        y: Theme.portrait ? page.bodyTop : Theme.headerHeight + Theme.space2
        width: page.bodyWidth - (Theme.portrait ? 0 : page.tileWidth + Theme.columnGap)
        height: Theme.portrait ? page.bodyHeight - page.rowHeight - Theme.columnGap : page.bodyTop + page.bodyHeight - y
        shown: page.shown
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
