// One key of the drawn PIN pad, or one beside the screen.
import QtQuick
import Panel

Clickable {
    id: key

    required property string code
    property string sign: ""
    property bool small: false
    readonly property color ground: key.sign === "cancel" ? PanelTheme.cancel : key.sign === "clear" ? PanelTheme.clear : key.sign === "enter" ? PanelTheme.enter : PanelTheme.key
    readonly property color groundDown: key.sign === "cancel" ? PanelTheme.cancelDown : key.sign === "clear" ? PanelTheme.clearDown : key.sign === "enter" ? PanelTheme.enterDown : PanelTheme.keyDown

    objectName: "panel.key." + key.code

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: PanelTheme.ring
        radius: PanelTheme.gap
        color: PanelTheme.hole
    }

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: key.down ? PanelTheme.ring : 0
        anchors.bottomMargin: key.down ? 0 : PanelTheme.ring
        radius: PanelTheme.gap
        color: key.down ? key.groundDown : key.ground

        PanelText {
            anchors.centerIn: parent
            text: key.name
            color: key.sign === "" || key.sign === "clear" ? PanelTheme.ink : PanelTheme.brandInk
            font.family: key.sign === "" ? PanelTheme.titleFamily : PanelTheme.family
            font.pixelSize: key.small || key.sign !== "" ? PanelTheme.label : PanelTheme.digit
            font.weight: PanelTheme.strong
            Accessible.ignored: true
        }
    }
}
