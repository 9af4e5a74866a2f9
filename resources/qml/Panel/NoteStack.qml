// Notes of one kind in the cash slot: how many, and what one is worth; as thick as there are notes.
pragma ComponentBehavior: Bound
import QtQuick
import Panel

Item {
    id: notes

    required property string worth
    required property int count
    property real room: PanelTheme.noteWidth
    readonly property bool isNarrow: notes.room < PanelTheme.noteWidth * 0.7
    // Too narrow for a number and a worth above each other: they stand upright.
    readonly property bool isThin: notes.room < PanelTheme.noteWidth * 0.4
    readonly property real spread: (PanelTheme.notesDrawnMax - 1) * (notes.isNarrow ? PanelTheme.hair : PanelTheme.ring)
    readonly property int drawn: Math.max(1, Math.min(notes.count, PanelTheme.notesDrawnMax))

    width: notes.room
    height: PanelTheme.noteHeight

    Repeater {
        model: notes.drawn

        Rectangle {
            required property int index
            readonly property int behind: notes.drawn - 1 - index

            objectName: "panel.note"
            x: behind * notes.spread / (PanelTheme.notesDrawnMax - 1)
            y: -x
            width: notes.room - notes.spread
            height: PanelTheme.noteHeight
            radius: PanelTheme.gap / 2
            color: PanelTheme.sand
            border.width: PanelTheme.hair
            border.color: PanelTheme.sandInk
        }
    }

    PanelText {
        anchors.centerIn: parent
        anchors.horizontalCenterOffset: -notes.spread / 2
        anchors.verticalCenterOffset: PanelTheme.gap / 2
        horizontalAlignment: Text.AlignHCenter
        text: notes.count + " ×" + (notes.isNarrow && !notes.isThin ? "\n" : " ") + (notes.worth === "" ? "note" : notes.worth)
        lineHeight: 1
        rotation: notes.isThin ? -90 : 0
        font.pixelSize: notes.isNarrow ? PanelTheme.small : PanelTheme.text
        font.weight: PanelTheme.strong
        font.features: PanelTheme.tabular
    }
}
