// How far the round is with one ended card, floor by floor.
pragma ComponentBehavior: Bound
import QtQuick
import Desk

Column {
    id: view

    required property var modelData

    spacing: DeskTheme.space1

    DeskText {
        width: parent.width
        text: view.modelData.title
        font.weight: DeskTheme.medium
    }

    DeskText {
        width: parent.width
        text: view.modelData.progress
        color: DeskTheme.softInk
        font.pixelSize: DeskTheme.small
    }

    ShareBar {
        width: parent.width
        share: view.modelData.share
    }

    Repeater {
        model: view.modelData.floors

        DeskText {
            required property var modelData

            width: view.width
            text: modelData.name + ": " + modelData.text
            color: modelData.done ? DeskTheme.softInk : DeskTheme.ink
            font.pixelSize: DeskTheme.small
        }
    }
}
