// A sign, what to do, why, and what happened to the money; with choices below where there are any.
import QtQuick
import Kiosk

Page {
    id: page

    required property string sign
    required property string title
    property string why: ""
    property string money: ""

    Column {
        id: words

        readonly property real room: page.height - Theme.headerHeight - Theme.footerHeight

        x: Theme.margin
        y: Theme.headerHeight + Math.max(Theme.space3, (room - height) / (Theme.portrait ? 3 : 2))
        width: page.bodyWidth
        spacing: Theme.space4

        Drawing {
            file: page.sign
            width: Theme.badge
            height: Theme.badge
        }

        Words {
            objectName: "scr." + page.vm.screenId + ".title"
            width: parent.width
            text: page.title
            font.family: Theme.titleFamily
            font.pixelSize: Theme.title * 1.2
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

        Rectangle {
            visible: page.money !== ""
            width: parent.width
            height: moneyWords.implicitHeight + 2 * Theme.space3
            radius: Theme.radius
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
}
