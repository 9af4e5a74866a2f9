// One room on the board: its number, and how it stands in a word and a colour.
import QtQuick
import Desk

DeskClickable {
    id: tile

    required property string number
    required property string look
    required property string word
    required property string detail
    required property string spoken

    objectName: "desk.room." + tile.number
    name: tile.spoken
    activeFocusOnTab: false
    ringed: false

    Rectangle {
        anchors.fill: parent
        radius: DeskTheme.smallRadius
        color: tile.down ? DeskTheme.pressed : DeskTheme.grounds[tile.look]
        border.width: tile.hovered ? 2 * DeskTheme.hair : DeskTheme.hair
        border.color: tile.hovered ? DeskTheme.brand : DeskTheme.line
    }

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: DeskTheme.space2
        width: DeskTheme.bar
        radius: DeskTheme.bar
        color: DeskTheme.bars[tile.look]
    }

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: DeskTheme.bar + 2 * DeskTheme.space2
        anchors.rightMargin: DeskTheme.space1
        anchors.verticalCenter: parent.verticalCenter

        DeskText {
            width: parent.width
            text: tile.number
            spoken: false
            color: tile.look === "altered" || tile.look === "unknown" ? DeskTheme.brandInk : DeskTheme.ink
            font.pixelSize: DeskTheme.figure
            font.weight: DeskTheme.strong
            font.features: DeskTheme.tabular
            wrapMode: Text.NoWrap
            lineHeight: 1
        }

        DeskText {
            width: parent.width
            text: tile.look === "let" ? tile.detail : tile.word
            spoken: false
            color: DeskTheme.inks[tile.look]
            font.pixelSize: DeskTheme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
