// One round in the list: what for, how far it is, and until when it is good.
import QtQuick
import Desk

DeskClickable {
    id: row

    required property var modelData
    required property int index
    property bool marked: false

    objectName: "desk.round." + row.modelData.number
    name: "Round " + row.modelData.number + ", " + row.modelData.name + ", " + row.modelData.word
    height: words.height + 2 * DeskTheme.space2
    activeFocusOnTab: false
    ringed: false

    Rectangle {
        anchors.fill: parent
        anchors.margins: DeskTheme.hair
        radius: DeskTheme.smallRadius
        color: row.modelData.chosen ? DeskTheme.tint : (row.hovered ? DeskTheme.pressed : DeskTheme.none)
        border.width: row.marked ? DeskTheme.ring : 0
        border.color: DeskTheme.mark
    }

    Column {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: DeskTheme.space3
        anchors.verticalCenter: parent.verticalCenter

        DeskText {
            width: parent.width
            text: row.modelData.number + "  " + row.modelData.name
            spoken: false
            font.weight: DeskTheme.medium
            lineHeight: 1.1
        }

        DeskText {
            width: parent.width
            text: row.modelData.word
            spoken: false
            color: row.modelData.open ? DeskTheme.brand : DeskTheme.softInk
            font.pixelSize: DeskTheme.small
            lineHeight: 1.1
        }

        DeskText {
            visible: row.modelData.open
            width: parent.width
            text: "good until " + row.modelData.until
            spoken: false
            color: DeskTheme.softInk
            font.pixelSize: DeskTheme.small
            lineHeight: 1.1
        }
    }
}
