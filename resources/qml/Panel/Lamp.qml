// A lamp of the cabinet: a bar that lights up, and pulses while it is lit.
import QtQuick
import Panel

Rectangle {
    id: lamp

    required property bool lit

    height: PanelTheme.lampHeight
    radius: PanelTheme.lampHeight / 2
    color: lamp.lit ? PanelTheme.lampOn : PanelTheme.lampOff

    Rectangle {
        z: -1
        visible: lamp.lit
        anchors.fill: parent
        anchors.margins: -PanelTheme.lampHeight
        radius: PanelTheme.radius
        color: PanelTheme.glow
    }
}
