// A switch as large as its word: pale while all is well, filled while it is on.
import QtQuick
import Panel

Clickable {
    id: chip

    property bool on: false
    property bool calm: false
    readonly property color filled: chip.calm ? PanelTheme.brand : PanelTheme.fault

    implicitWidth: label.implicitWidth + 2 * PanelTheme.space
    implicitHeight: PanelTheme.rowHeight
    Accessible.checkable: true
    Accessible.checked: chip.on

    Rectangle {
        anchors.fill: parent
        radius: PanelTheme.radius
        color: chip.on ? chip.filled : chip.down ? PanelTheme.keyDown : chip.hovered ? PanelTheme.tint : PanelTheme.card
        border.width: PanelTheme.hair
        border.color: chip.on ? chip.filled : PanelTheme.edge
    }

    PanelText {
        id: label

        anchors.centerIn: parent
        width: Math.min(implicitWidth, chip.width - PanelTheme.gap)
        text: chip.name
        color: chip.on ? PanelTheme.brandInk : PanelTheme.ink
        font.pixelSize: PanelTheme.label
        font.weight: PanelTheme.medium
        Accessible.ignored: true
    }
}
