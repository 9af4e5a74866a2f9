// One line of a staff page: a sign for how it is, what it is about, and its values.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

Item {
    id: line

    required property var name
    required property var cells
    required property string mood
    required property var heads
    required property real nameWidth
    required property var lefts
    required property var rooms
    required property real pixels
    required property real gap
    required property real signRoom
    required property bool isFirst
    // Only a word that no line could hold is broken.
    readonly property int longWord: 12
    readonly property bool isFaint: line.mood === "faint"
    readonly property color ink: line.isFaint ? Theme.softInk : Theme.ink
    // A lone value of many columns has the width of all.
    readonly property bool isAlone: line.cells.length < line.rooms.length || line.cells.length === 1
    readonly property var moods: ({
            "good": qsTr("All right", "Every staff page: spoken"),
            "warn": qsTr("Attention", "Every staff page: spoken"),
            "bad": qsTr("Fault", "Every staff page: spoken")
        })
    readonly property string spoken: line.whole(line.cells.map((cell, at) => at < line.heads.length && !line.isAlone ? StaffWords.cell(line.heads[at]) + " " + StaffWords.cell(cell) : StaffWords.cell(cell)))

    function whole(values: var): string {
        const parts = [StaffWords.cell(line.name)].concat(values);
        return parts.concat(line.moods[line.mood] ?? []).join(", ");
    }

    Rectangle {
        visible: !line.isFirst
        width: parent.width
        height: Theme.hair / 2
        color: Theme.line
    }

    MoodSign {
        mood: line.mood
        anchors.verticalCenter: parent.verticalCenter
        height: Math.min(Theme.moodSign, line.height - Theme.space1)
        width: height
    }

    Words {
        x: line.signRoom
        width: (line.cells.length === 0 ? line.width : line.nameWidth) - x - line.gap * 0.75
        height: line.height
        verticalAlignment: Text.AlignVCenter
        text: StaffWords.cell(line.name)
        color: line.ink
        font.pixelSize: line.pixels
        font.features: Theme.tabular
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(Theme.staff)
        elide: Text.ElideRight
        lineHeight: Theme.staffLineHeight
        Accessible.name: line.spoken
    }

    Repeater {
        model: line.cells

        Words {
            id: value

            required property var modelData
            required property int index

            spoken: false
            x: line.lefts[value.index] ?? line.nameWidth
            width: line.isAlone ? line.width - x - line.gap * 0.75 : line.rooms[value.index] ?? 0
            height: line.height
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: value.modelData.isRight ? Text.AlignRight : Text.AlignLeft
            text: StaffWords.cell(value.modelData)
            wrapMode: text.split(" ").some(word => word.length > line.longWord) ? Text.Wrap : Text.WordWrap
            color: line.ink
            font.pixelSize: line.pixels
            font.weight: line.isFaint ? Theme.weightText : Theme.weightMedium
            font.features: Theme.tabular
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.staff)
            elide: Text.ElideRight
            lineHeight: Theme.staffLineHeight
            Accessible.name: line.spoken
        }
    }
}
