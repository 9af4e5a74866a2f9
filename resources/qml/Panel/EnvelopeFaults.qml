// What may go wrong at the envelope slot.
import QtQuick
import Panel
import Panel.Models

Row {
    id: faults

    required property PanelModel panel
    readonly property real chipWidth: Math.floor((width - 2 * PanelTheme.gap) / 3)

    spacing: PanelTheme.gap

    Chip {
        objectName: "panel.pullEnvelope"
        name: "Pull back"
        width: faults.chipWidth
        onPressed: faults.panel.pullEnvelope()
    }

    Chip {
        objectName: "panel.jamSlot"
        name: "Jam envelopes"
        width: faults.chipWidth
        on: faults.panel.slotJammed
        onPressed: faults.panel.jamSlot()
    }

    Chip {
        objectName: "panel.fillBin"
        name: "Fill their bin"
        width: faults.chipWidth
        on: faults.panel.binFull
        onPressed: faults.panel.fillBin()
    }
}
