// What may go wrong with the link, the notes and the card; a second click undoes it.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Scrolled {
    id: faults

    required property PanelModel panel

    Heading {
        text: "Link to the bank"
    }

    LinkFaults {
        panel: faults.panel
        width: faults.room
    }

    Heading {
        text: "Notes"
    }

    Repeater {
        model: faults.panel.canisters

        CanisterFaults {
            panel: faults.panel
            width: faults.room
        }
    }

    Heading {
        text: "Card, power, envelopes and receipts"
    }

    Row {
        id: sudden

        readonly property real chipWidth: Math.floor((faults.room - 2 * PanelTheme.gap) / 3)

        spacing: PanelTheme.gap

        Chip {
            objectName: "panel.pullCard"
            name: "Pull card out"
            width: sudden.chipWidth
            onPressed: faults.panel.pullCard()
        }

        Chip {
            objectName: "panel.jamReader"
            name: "Jam reader"
            width: sudden.chipWidth
            on: faults.panel.card === "jam"
            onPressed: faults.panel.jamReader()
        }

        Chip {
            objectName: "panel.failAtPresent"
            name: "Fail at cash"
            width: sudden.chipWidth
            on: faults.panel.failsAtPresent
            onPressed: faults.panel.failAtPresent()
        }
    }

    EnvelopeFaults {
        panel: faults.panel
        width: faults.room
    }

    PrinterFaults {
        panel: faults.panel
        width: faults.room
    }

    PanelText {
        width: faults.room
        text: "A second click undoes it. Short: one note, then a jam. Fail at cash: no power once notes lie in the cash slot. Pull back: an envelope is held into the slot and taken away. Lose it: the next receipt comes, and the machine never hears of it."
        wrapMode: Text.Wrap
        color: PanelTheme.softInk
        font.pixelSize: PanelTheme.small
    }
}
