// One entry of the desk's log: when, who, what.
import QtQuick
import Desk

Item {
    id: row

    required property var modelData
    property bool marked: false

    height: Math.max(DeskTheme.logRow, told.implicitHeight + DeskTheme.space1)
    Accessible.role: Accessible.ListItem
    Accessible.name: row.modelData.at + ", " + row.modelData.who + ", " + row.modelData.deed + ", " + row.modelData.told

    Rectangle {
        visible: row.marked
        anchors.fill: parent
        radius: DeskTheme.smallRadius
        color: DeskTheme.tint
    }

    DeskText {
        id: at

        x: DeskTheme.space1
        width: DeskTheme.nameWidth * 1.25
        height: parent.height
        text: row.modelData.at
        spoken: false
        color: DeskTheme.softInk
        font.pixelSize: DeskTheme.small
        font.features: DeskTheme.tabular
        wrapMode: Text.NoWrap
    }

    DeskText {
        id: who

        anchors.left: at.right
        width: DeskTheme.nameWidth * 0.7
        height: parent.height
        text: row.modelData.who
        spoken: false
        color: DeskTheme.softInk
        font.pixelSize: DeskTheme.small
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    DeskText {
        id: deed

        anchors.left: who.right
        width: DeskTheme.nameWidth
        height: parent.height
        text: row.modelData.deed
        spoken: false
        font.pixelSize: DeskTheme.small
        font.weight: DeskTheme.medium
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    DeskText {
        id: told

        anchors.left: deed.right
        anchors.right: parent.right
        height: parent.height
        text: row.modelData.told
        spoken: false
        font.pixelSize: DeskTheme.small
    }
}
