// One member of staff in the list: name, number, how the card stands.
import QtQuick
import Desk

DeskClickable {
    id: row

    required property var modelData
    required property int index
    property bool marked: false

    objectName: "desk.member." + row.modelData.serial
    name: row.modelData.name + ", card " + row.modelData.serial + ", " + row.modelData.word
    height: DeskTheme.rowHeight
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

    DeskText {
        id: serial

        x: DeskTheme.space3
        width: DeskTheme.choiceWidth
        height: parent.height
        text: row.modelData.serial
        spoken: false
        color: DeskTheme.softInk
        font.features: DeskTheme.tabular
    }

    DeskText {
        anchors.left: serial.right
        anchors.right: state.left
        height: parent.height
        text: row.modelData.name
        spoken: false
        color: row.modelData.works ? DeskTheme.ink : DeskTheme.softInk
        font.weight: row.modelData.works ? DeskTheme.medium : DeskTheme.plain
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    Column {
        id: state

        anchors.right: parent.right
        anchors.rightMargin: DeskTheme.space3
        anchors.verticalCenter: parent.verticalCenter
        width: DeskTheme.searchWidth

        DeskText {
            width: parent.width
            text: row.modelData.word
            spoken: false
            color: row.modelData.urgent ? DeskTheme.mark : (row.modelData.works ? DeskTheme.brand : DeskTheme.softInk)
            font.weight: DeskTheme.medium
            horizontalAlignment: Text.AlignRight
            lineHeight: 1.1
        }

        DeskText {
            visible: row.modelData.works && row.modelData.until !== ""
            width: parent.width
            text: "until " + row.modelData.until
            spoken: false
            color: DeskTheme.softInk
            font.pixelSize: DeskTheme.small
            font.features: DeskTheme.tabular
            horizontalAlignment: Text.AlignRight
            lineHeight: 1.1
        }
    }
}
