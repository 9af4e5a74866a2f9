// Pictures of notes with their counts, or of what the machine has today.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Models

Flow {
    id: mix

    required property RowsModel model
    property color colour: Theme.ink
    property real noteWidth: Theme.noteWidth
    readonly property bool hasNotes: lines.count > 0

    spacing: Theme.space3

    Repeater {
        id: lines

        model: mix.model

        Row {
            id: line

            required property string denomination
            required property int count
            required property string countText

            spacing: Theme.space2

            Words {
                visible: line.count > 0
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 ×", "S10 number of notes").arg(line.countText)
                Accessible.name: qsTr("%n note(s) of %1", "S10 number of notes, spoken", line.count).arg(line.denomination)
                color: mix.colour
                font.pixelSize: Theme.label
                font.weight: Theme.weightMedium
                font.features: Theme.tabular
                lineHeight: 1
            }

            NotePicture {
                anchors.verticalCenter: parent.verticalCenter
                value: line.denomination
                width: mix.noteWidth
                height: width * Theme.noteHeight / Theme.noteWidth
            }
        }
    }
}
