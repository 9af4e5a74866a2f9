// Notes of one kind in the cash slot: how many, and what one is worth; as thick as there are notes.
pragma ComponentBehavior: Bound
import QtQuick
import Panel

Item {
    id: notes

    required property string worth
    required property int count
    readonly property int drawn: Math.max(1, Math.min(notes.count, PanelTheme.notesDrawnMax))

    width: PanelTheme.noteWidth
    height: PanelTheme.noteHeight

    Repeater {
        model: notes.drawn

        Rectangle {
            required property int index
            readonly property int behind: notes.drawn - 1 - index

            objectName: "panel.note"
            x: behind * PanelTheme.ring
            y: -behind * PanelTheme.ring
            width: PanelTheme.noteWidth - (PanelTheme.notesDrawnMax - 1) * PanelTheme.ring
            height: PanelTheme.noteHeight
            radius: PanelTheme.gap / 2
            color: PanelTheme.sand
            border.width: PanelTheme.hair
            border.color: PanelTheme.sandInk
        }
    }

    PanelText {
        anchors.centerIn: parent
        anchors.horizontalCenterOffset: -(PanelTheme.notesDrawnMax - 1) * PanelTheme.ring / 2
        anchors.verticalCenterOffset: PanelTheme.gap / 2
        text: notes.count + " × " + (notes.worth === "" ? "note" : notes.worth)
        font.pixelSize: PanelTheme.text
        font.weight: PanelTheme.strong
        font.features: PanelTheme.tabular
    }
}
