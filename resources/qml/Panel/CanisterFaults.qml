// A canister: how many notes it has, and what may go wrong with them.
import QtQuick
import Panel
import Panel.Models

Item {
    id: box

    required property PanelModel panel
    required property int number
    required property string note
    required property int remaining
    required property bool isJammed
    required property bool isShort
    required property bool isEmpty
    readonly property real chipWidth: Math.floor((width - PanelTheme.canisterName - 3 * PanelTheme.gap) / 3)

    implicitHeight: PanelTheme.rowHeight

    PanelText {
        width: PanelTheme.canisterName
        text: "No. " + box.number + (box.note === "" ? "" : ": " + box.note)
        lineHeight: 1
        font.features: PanelTheme.tabular
    }

    PanelText {
        anchors.bottom: parent.bottom
        width: PanelTheme.canisterName
        text: box.remaining + (box.remaining === 1 ? " note" : " notes")
        color: PanelTheme.softInk
        lineHeight: 1
        font.pixelSize: PanelTheme.small
        font.features: PanelTheme.tabular
    }

    Row {
        anchors.right: parent.right
        spacing: PanelTheme.gap

        Chip {
            objectName: "panel.jam." + box.number
            name: "Jam"
            width: box.chipWidth
            on: box.isJammed
            onPressed: box.panel.jam(box.number)
        }

        Chip {
            objectName: "panel.short." + box.number
            name: "Short"
            width: box.chipWidth
            on: box.isShort
            onPressed: box.panel.short(box.number)
        }

        Chip {
            objectName: "panel.empty." + box.number
            name: "Empty"
            width: box.chipWidth
            on: box.isEmpty
            onPressed: box.panel.empty(box.number)
        }
    }
}
