// Pictures of notes with their counts, or of what the machine has today.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Models

Flow {
    id: mix

    required property RowsModel model
    property color colour: Theme.ink
    property real noteWidth: Theme.noteWidth
    property bool isSpoken: true
    // In a row of its own height, as on a tile.
    property bool isSmall: false
    readonly property bool hasNotes: lines.count > 0
    readonly property int lineCount: lines.count

    spacing: mix.isSmall ? Theme.space2 : Theme.space3

    Repeater {
        id: lines

        model: mix.model

        Row {
            id: line

            required property string denomination
            required property string face
            required property int count
            required property string countText

            spacing: mix.isSmall ? Theme.space1 : Theme.space2

            Words {
                visible: line.count > 0
                spoken: mix.isSpoken
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 ×", "S10 number of notes").arg(line.countText)
                Accessible.name: qsTr("%n note(s) of %1", "S10 number of notes, spoken", line.count).arg(line.denomination)
                color: mix.colour
                font.pixelSize: mix.isSmall ? Theme.small : Theme.label
                font.weight: Theme.weightMedium
                font.features: Theme.tabular
                lineHeight: 1
            }

            NotePicture {
                id: picture

                anchors.verticalCenter: parent.verticalCenter
                value: line.face
                width: Math.max(picture.widthNeeded, mix.isSmall ? Theme.noteWidthLeast : mix.noteWidth)
                height: mix.isSmall ? Theme.noteHeightLeast : mix.noteWidth * Theme.noteHeight / Theme.noteWidth
                isSmall: mix.isSmall
            }
        }
    }
}
