// Notes of one kind in the shutter: how many, and what one is worth.
import QtQuick
import Panel

Rectangle {
    id: notes

    required property string worth
    required property int count

    width: PanelTheme.noteWidth
    height: PanelTheme.noteHeight
    radius: PanelTheme.gap / 2
    color: PanelTheme.sand
    border.width: PanelTheme.hair
    border.color: PanelTheme.sandInk

    Rectangle {
        anchors.fill: parent
        anchors.margins: PanelTheme.gap / 2
        radius: PanelTheme.gap / 2
        color: PanelTheme.none
        border.width: PanelTheme.hair
        border.color: PanelTheme.sandInk
        opacity: 0.4
    }

    PanelText {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: PanelTheme.gap / 2
        text: notes.count + " × " + (notes.worth === "" ? "note" : notes.worth)
        font.pixelSize: PanelTheme.text
        font.weight: PanelTheme.strong
        font.features: PanelTheme.tabular
    }
}
