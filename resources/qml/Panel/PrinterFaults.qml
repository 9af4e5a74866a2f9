// What may go wrong with the receipt printer.
import QtQuick
import Panel
import Panel.Models

Row {
    id: faults

    required property PanelModel panel
    readonly property real chipWidth: Math.floor((width - 3 * PanelTheme.gap) / 4)

    spacing: PanelTheme.gap

    Chip {
        objectName: "panel.lowPaper"
        name: "Paper low"
        width: faults.chipWidth
        on: faults.panel.receiptPaper === "low"
        onPressed: faults.panel.lowPaper()
    }

    Chip {
        objectName: "panel.outOfPaper"
        name: "No paper"
        width: faults.chipWidth
        on: faults.panel.receiptPaper === "out"
        onPressed: faults.panel.outOfPaper()
    }

    Chip {
        objectName: "panel.jamPrinter"
        name: "Jam printer"
        width: faults.chipWidth
        on: faults.panel.printerJammed
        onPressed: faults.panel.jamPrinter()
    }

    Chip {
        objectName: "panel.loseReceipt"
        name: "Lose it"
        width: faults.chipWidth
        on: faults.panel.receiptWillBeLost
        onPressed: faults.panel.loseReceipt()
    }
}
