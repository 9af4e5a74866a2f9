// How the line between kiosk and bank is: one of four.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Row {
    id: line

    required property PanelModel panel
    readonly property var ways: [["up", "Up"], ["slow", "Slow"], ["silent", "Silent"], ["down", "Down"]]

    spacing: PanelTheme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: "Link to the bank"

    Repeater {
        model: line.ways

        Chip {
            id: way

            required property var modelData
            readonly property string state_: way.modelData[0]

            objectName: "panel.link." + way.state_
            name: way.modelData[1]
            width: Math.floor((line.width - 3 * PanelTheme.gap) / 4)
            calm: way.state_ === "up"
            on: line.panel.link === way.state_
            onPressed: line.panel.setLink(way.state_)
        }
    }
}
