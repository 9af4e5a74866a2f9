// Power and cable of each device, the doors, and one click that puts everything right.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Scrolled {
    id: parts

    required property PanelModel panel

    Heading {
        text: "Devices"
    }

    Repeater {
        model: parts.panel.parts

        PartFaults {
            panel: parts.panel
            width: parts.room
        }
    }

    Heading {
        text: "Doors, key and sensors"
    }

    Grid {
        id: cabinet

        readonly property real chipWidth: Math.floor((parts.room - PanelTheme.gap) / 2)

        columns: 2
        spacing: PanelTheme.gap

        Chip {
            objectName: "panel.keySwitch"
            name: parts.panel.keyOn ? "Turn key off" : "Key is off"
            width: cabinet.chipWidth
            on: !parts.panel.keyOn
            onPressed: parts.panel.keySwitch()
        }

        Chip {
            objectName: "panel.sensors"
            name: parts.panel.sensorsUnsure ? "Note sensors dirty" : "Dirty note sensors"
            width: cabinet.chipWidth
            on: parts.panel.sensorsUnsure
            onPressed: parts.panel.dirtySensors()
        }

        Chip {
            objectName: "panel.door.service"
            name: parts.panel.serviceDoorOpen ? "Service door is open" : "Open service door"
            width: cabinet.chipWidth
            on: parts.panel.serviceDoorOpen
            onPressed: parts.panel.door("service")
        }

        Chip {
            objectName: "panel.door.safe"
            name: parts.panel.safeDoorOpen ? "Safe is open" : "Open the safe"
            width: cabinet.chipWidth
            on: parts.panel.safeDoorOpen
            onPressed: parts.panel.door("safe")
        }

        Chip {
            objectName: "panel.sendOrder"
            visible: parts.panel.doorLock !== ""
            name: "Send a technician"
            width: cabinet.chipWidth
            onPressed: parts.panel.sendOrder()
        }

        Chip {
            objectName: "panel.presentOrder"
            visible: parts.panel.doorLock !== ""
            name: "Put work order in"
            width: cabinet.chipWidth
            onPressed: parts.panel.presentOrder()
        }

        Chip {
            objectName: "panel.lockCharge"
            visible: parts.panel.doorLock !== ""
            name: "Lock's battery"
            width: cabinet.chipWidth
            onPressed: parts.panel.lockCharge()
        }

        Chip {
            objectName: "panel.lockClock"
            visible: parts.panel.doorLock !== ""
            name: "Doubt lock's clock"
            width: cabinet.chipWidth
            onPressed: parts.panel.lockClock()
        }

        Chip {
            objectName: "panel.battery"
            name: parts.panel.onBattery ? "Runs on battery" : "Run on battery"
            width: cabinet.chipWidth
            on: parts.panel.onBattery
            onPressed: parts.panel.battery()
        }

        Chip {
            objectName: "panel.removeEnvelopes"
            name: "Take envelopes out"
            width: cabinet.chipWidth
            onPressed: parts.panel.removeEnvelopes()
        }
    }

    PanelText {
        objectName: "panel.doorLock"
        visible: text !== ""
        width: parts.room
        text: parts.panel.doorLock
        wrapMode: Text.Wrap
        color: PanelTheme.softInk
        font.pixelSize: PanelTheme.small
    }

    PanelText {
        objectName: "panel.envelopes"
        width: parts.room
        text: "Envelope bin: " + parts.panel.envelopes
        wrapMode: Text.Wrap
        color: PanelTheme.softInk
        font.pixelSize: PanelTheme.small
    }
}
