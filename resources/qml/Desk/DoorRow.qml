// A floor, or a door on it that somebody still has to go to.
import QtQuick
import Desk

Item {
    id: row

    required property var modelData

    height: Math.max(name.implicitHeight, text.implicitHeight) + (row.modelData.isFloor ? DeskTheme.space3 : DeskTheme.space1)
    Accessible.role: Accessible.ListItem
    Accessible.name: row.modelData.name + ", " + row.modelData.text

    DeskText {
        id: name

        anchors.bottom: parent.bottom
        width: row.modelData.isFloor ? parent.width / 2 : DeskTheme.choiceWidth * 1.4
        height: parent.height - (row.modelData.isFloor ? DeskTheme.space2 : 0)
        text: row.modelData.name
        spoken: false
        font.weight: row.modelData.isFloor ? DeskTheme.strong : DeskTheme.medium
        font.features: DeskTheme.tabular
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    DeskText {
        id: text

        anchors.left: name.right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: name.height
        text: row.modelData.text
        spoken: false
        color: DeskTheme.softInk
        font.pixelSize: DeskTheme.small
        horizontalAlignment: row.modelData.isFloor ? Text.AlignRight : Text.AlignLeft
    }
}
