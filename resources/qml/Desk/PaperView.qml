// One paper for the safe, as it is to be written down.
pragma ComponentBehavior: Bound
import QtQuick
import Desk

Rectangle {
    id: paper

    required property var modelData

    implicitHeight: column.height + 2 * DeskTheme.space3
    color: DeskTheme.card
    border.width: DeskTheme.hair
    border.color: DeskTheme.edge

    Column {
        id: column

        x: DeskTheme.space3
        y: DeskTheme.space3
        width: parent.width - 2 * DeskTheme.space3

        DeskText {
            width: parent.width
            text: paper.modelData.title
            font.weight: DeskTheme.strong
        }

        Repeater {
            model: paper.modelData.rows

            DeskText {
                required property string modelData

                width: column.width
                text: modelData
                font.pixelSize: DeskTheme.small
                font.letterSpacing: DeskTheme.hair
                font.features: DeskTheme.tabular
            }
        }
    }
}
