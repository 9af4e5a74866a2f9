// A sign on a field of its own, what to do, why, and what happened to the money; with a choice
// below where there is one. The words are as large as the room for them allows.
import QtQuick
import Kiosk

Page {
    id: page

    required property string sign
    required property string title
    property string why: ""
    property string money: ""
    readonly property bool hasChoice: page.shown.columns !== "none"
    readonly property real panelTop: Theme.headerHeight + Theme.space2
    readonly property bool isFull: page.hasChoice || page.shown.reference !== ""
    // Two choices share the lowest row.
    readonly property bool isPair: page.shown.columns === "both"
    readonly property bool isBeside: page.hasChoice && !page.isPair && page.shown.reference !== "" && !Theme.portrait

    Panel {
        id: panel

        x: Theme.margin
        y: page.panelTop
        width: page.bodyWidth
        height: page.hasChoice ? page.bodyTop + page.bodyHeight - page.rowHeight - Theme.columnGap - y : page.height - y - (page.shown.canCancel ? Theme.footerHeight : Theme.space6)

        Column {
            id: words

            readonly property real roomTop: Theme.portrait ? field.y + field.height : 0
            readonly property real room: (moneyBand.visible ? moneyBand.y : panel.height) - roomTop

            x: moneyBand.x + Theme.space4
            y: roomTop + Math.max(Theme.space2, (room - height - (reference.visible ? reference.height + spacing : 0)) / 2)
            width: moneyBand.width - 2 * Theme.space4
            spacing: page.isFull ? Theme.space2 : Theme.space3

            Words {
                objectName: "scr." + page.shown.screenId + ".title"
                width: parent.width
                text: page.title
                font.family: Theme.titleFamily
                font.pixelSize: Theme.title * (Theme.portrait ? 1 : page.isBeside || page.isPair ? 0.9 : 1.1)
                font.weight: Theme.weightStrong
                lineHeight: Theme.titleLineHeight
                Accessible.role: Accessible.Heading
            }

            Words {
                visible: text !== ""
                width: parent.width
                text: page.why
                color: Theme.softInk
                Accessible.role: page.shown.notice === "" ? Accessible.StaticText : Accessible.AlertMessage
                font.pixelSize: page.isFull ? Theme.label : Theme.heading
            }
        }

        Rectangle {
            id: field

            x: Theme.space2
            y: Theme.space2
            width: Theme.portrait ? parent.width - 2 * Theme.space2 : Theme.signWidth
            height: Theme.portrait ? Theme.signHeightPortrait : parent.height - 2 * Theme.space2
            radius: Theme.smallRadius
            color: page.sign === "done" ? Theme.tint : Theme.notice

            Drawing {
                file: page.sign
                anchors.centerIn: parent
                width: Theme.badge * (page.hasChoice ? 1.5 : 1.8)
                height: width
            }
        }

        Rectangle {
            id: moneyBand

            visible: page.money !== ""
            x: Theme.space2 + (Theme.portrait ? 0 : field.width + Theme.space2)
            y: parent.height - height - Theme.space2
            width: parent.width - x - Theme.space2
            height: moneyWords.implicitHeight + 2 * (page.isBeside ? Theme.space2 : page.isFull ? Theme.space3 : Theme.space4)
            radius: Theme.smallRadius
            color: Theme.tint

            Words {
                id: moneyWords

                objectName: "scr." + page.shown.screenId + ".money"
                x: Theme.space4
                width: parent.width - 2 * Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                text: page.money
                font.pixelSize: Theme.label
                font.weight: Theme.weightStrong
            }
        }

        // Spoken after what happened to the money, which stands below it.
        ReferenceWords {
            id: reference

            visible: page.shown.reference !== "" && !page.isBeside
            isOneLine: page.isPair
            shown: page.shown
            x: words.x
            y: words.y + words.height + words.spacing
            width: words.width
        }
    }

    // Beside the choice, where the words need the whole card.
    ReferenceBar {
        visible: page.isBeside
        shown: page.shown
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.rowHeight
        width: page.bodyWidth - Theme.wideTileWidth - Theme.columnGap
        height: page.rowHeight
    }

    TileGrid {
        vm: page.vm
        shown: page.shown
        tileWidth: page.isPair ? (page.bodyWidth - Theme.columnGap) / 2 : Theme.portrait ? page.bodyWidth : Theme.wideTileWidth
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.gridHeight
        width: page.bodyWidth
        height: page.gridHeight
    }
}
