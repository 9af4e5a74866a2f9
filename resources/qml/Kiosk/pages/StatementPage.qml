// A sign, what to do, why, and what happened to the money; with a choice below where there is one.
import QtQuick
import Kiosk

Page {
    id: page

    required property string sign
    required property string title
    property string why: ""
    property string money: ""
    readonly property bool hasChoice: page.vm.columns !== "none"
    readonly property real panelTop: Theme.headerHeight + Theme.space2

    Panel {
        id: panel

        x: Theme.margin
        y: page.panelTop
        width: page.bodyWidth
        height: page.hasChoice ? page.bodyTop + page.bodyHeight - page.rowHeight - Theme.columnGap - y : page.height - y - (page.vm.canCancel ? Theme.footerHeight : Theme.space6)

        Column {
            id: words

            readonly property real room: panel.height - (moneyBand.visible ? moneyBand.height : 0)

            x: Theme.space6
            y: Math.max(Theme.space3, (room - height) / (Theme.portrait ? 3 : 2))
            width: parent.width - 2 * Theme.space6 - (Theme.portrait ? 0 : sign.width + Theme.space6)
            spacing: Theme.space2

            Words {
                objectName: "scr." + page.vm.screenId + ".title"
                width: parent.width
                text: page.title
                font.family: Theme.titleFamily
                font.pixelSize: Theme.title * 1.15
                font.weight: Theme.weightStrong
                lineHeight: Theme.titleLineHeight
                Accessible.role: Accessible.Heading
            }

            Words {
                visible: text !== ""
                width: parent.width
                text: page.why
                color: Theme.softInk
                font.pixelSize: Theme.label
            }

            Words {
                visible: page.vm.reference !== ""
                topPadding: Theme.space2
                width: parent.width
                text: qsTr("Reference", "S32")
                color: Theme.softInk
            }

            Figure {
                objectName: "scr." + page.vm.screenId + ".reference"
                visible: page.vm.reference !== ""
                width: parent.width
                text: page.vm.reference
            }
        }

        Drawing {
            id: sign

            file: page.sign
            width: Theme.badge
            height: Theme.badge
            anchors.right: parent.right
            anchors.rightMargin: Theme.space6
            y: Theme.portrait ? Theme.space6 : words.y
        }

        Rectangle {
            id: moneyBand

            visible: page.money !== ""
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.space2
            height: moneyWords.implicitHeight + 2 * Theme.space3
            radius: Theme.smallRadius
            color: Theme.tint

            Words {
                id: moneyWords

                objectName: "scr." + page.vm.screenId + ".money"
                x: Theme.space4
                width: parent.width - 2 * Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                text: page.money
                font.pixelSize: Theme.label
                font.weight: Theme.weightStrong
            }
        }
    }

    TileGrid {
        vm: page.vm
        tileWidth: Theme.portrait ? page.bodyWidth : Theme.wideTileWidth
        x: Theme.margin
        y: page.bodyTop + page.bodyHeight - page.gridHeight
        width: page.bodyWidth
        height: page.gridHeight
    }
}
