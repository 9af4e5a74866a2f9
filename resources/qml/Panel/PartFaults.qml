// A device: its power and its cable.
import QtQuick
import Panel
import Panel.Models

Item {
    id: device

    required property PanelModel panel
    required property string part
    required property string title
    required property bool hasPower
    required property bool isPlugged
    readonly property real chipWidth: Math.floor((width - PanelTheme.partName - 2 * PanelTheme.gap) / 2)

    implicitHeight: PanelTheme.rowHeight

    PanelText {
        anchors.verticalCenter: parent.verticalCenter
        width: PanelTheme.partName
        text: device.title
    }

    Row {
        anchors.right: parent.right
        spacing: PanelTheme.gap

        Chip {
            objectName: "panel.power." + device.part
            name: device.hasPower ? "Cut power" : "Power is off"
            width: device.chipWidth
            on: !device.hasPower
            onPressed: device.panel.power(device.part)
        }

        Chip {
            objectName: "panel.cable." + device.part
            name: device.isPlugged ? "Pull cable" : "Cable is out"
            width: device.chipWidth
            on: !device.isPlugged
            onPressed: device.panel.cable(device.part)
        }
    }
}
