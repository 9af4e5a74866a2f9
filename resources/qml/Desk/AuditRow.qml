// One entry of a lock's record: when, what the lock did, whose card.
import QtQuick
import Desk

Item {
    id: row

    required property var modelData
    property bool marked: false
    readonly property bool refused: row.modelData.kind === "refused"
    readonly property bool opened: row.modelData.kind === "opened"

    height: Math.max(DeskTheme.auditRow, words.implicitHeight + DeskTheme.space2)
    Accessible.role: Accessible.ListItem
    Accessible.name: row.modelData.spoken

    Rectangle {
        anchors.fill: parent
        radius: DeskTheme.smallRadius
        color: row.marked ? DeskTheme.tint : DeskTheme.none
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: DeskTheme.hair
        color: DeskTheme.line
    }

    Rectangle {
        x: DeskTheme.space2
        anchors.verticalCenter: parent.verticalCenter
        width: DeskTheme.bar
        height: parent.height - 2 * DeskTheme.space2
        radius: width / 2
        color: row.opened ? DeskTheme.good : (row.refused ? DeskTheme.mark : DeskTheme.line)
    }

    DeskText {
        id: at

        x: DeskTheme.space2 + DeskTheme.bar + DeskTheme.space3
        width: DeskTheme.momentWidth
        height: parent.height
        text: row.modelData.at
        spoken: false
        font.features: DeskTheme.tabular
        wrapMode: Text.NoWrap
    }

    DeskText {
        id: what

        anchors.left: at.right
        anchors.leftMargin: DeskTheme.space3
        width: DeskTheme.deedWidth
        height: parent.height
        text: row.modelData.what
        spoken: false
        color: row.refused ? DeskTheme.mark : DeskTheme.ink
        font.weight: DeskTheme.medium
    }

    Column {
        id: words

        anchors.left: what.right
        anchors.leftMargin: DeskTheme.space3
        anchors.right: parent.right
        anchors.rightMargin: DeskTheme.space2
        anchors.verticalCenter: parent.verticalCenter

        DeskText {
            visible: text !== ""
            width: parent.width
            text: row.modelData.who
            spoken: false
        }

        DeskText {
            visible: text !== ""
            width: parent.width
            text: row.modelData.note
            spoken: false
            color: DeskTheme.softInk
            font.pixelSize: DeskTheme.small
        }
    }
}
