// The name of a group of controls.
import QtQuick
import Panel

PanelText {
    color: PanelTheme.softInk
    font.pixelSize: PanelTheme.small
    font.weight: PanelTheme.strong
    Accessible.role: Accessible.Heading
}
