// A dark page with one thing to do or to wait for: words on one side, a drawing on the other.
import QtQuick

Page {
    id: page

    required property string title
    property string detail: ""
    property string money: ""
    property bool hugeTitle: false
    readonly property bool hasChoice: page.shown.columns !== "none"
    // Where a choice takes the lowest row, the picture ends above it.
    readonly property real lowestTop: page.bodyTop + page.bodyHeight - page.rowHeight
    default property alias below: belowWords.data
    property alias picture: pictureArea.data

    stage: true

    Column {
        id: words

        readonly property real room: page.height - Theme.headerHeight - Theme.footerHeight

        x: Theme.margin
        y: Theme.headerHeight + (Theme.portrait ? Theme.space8 : Math.max(0, (room - height) / 2))
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth * 0.57
        spacing: Theme.space3

        Words {
            objectName: "scr." + page.shown.screenId + ".title"
            width: parent.width
            text: page.title
            color: Theme.brandInk
            font.family: Theme.titleFamily
            font.pixelSize: page.hugeTitle ? Theme.display : Theme.title * 1.2
            font.weight: Theme.weightStrong
            lineHeight: Theme.titleLineHeight
            Accessible.role: Accessible.Heading
        }

        Words {
            visible: text !== ""
            width: parent.width
            text: page.detail
            color: Theme.softBrandInk
            font.pixelSize: Theme.label
            Accessible.role: page.shown.notice === "" ? Accessible.StaticText : Accessible.AlertMessage
        }

        Words {
            objectName: "scr." + page.shown.screenId + ".money"
            visible: text !== ""
            width: parent.width
            text: page.money
            color: Theme.sand
            font.pixelSize: Theme.label
            font.weight: Theme.weightStrong
        }

        Item {
            id: belowWords

            width: parent.width
            height: childrenRect.height
        }
    }

    Item {
        id: pictureArea

        x: Theme.portrait ? (page.width - width) / 2 : Theme.margin + page.bodyWidth * 0.6
        y: Theme.portrait ? words.y + words.height + Theme.space8 : Theme.headerHeight
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth * 0.4
        height: (page.hasChoice ? page.lowestTop - Theme.columnGap : page.height - Theme.footerHeight) - y
    }

    TileGrid {
        vm: page.vm
        shown: page.shown
        isDark: true
        tileWidth: Theme.portrait ? page.bodyWidth : Theme.wideTileWidth
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.gridHeight
        width: page.bodyWidth
        height: page.gridHeight
    }
}
