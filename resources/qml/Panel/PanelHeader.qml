// Where the panel is taken hold of: its name, how to cover the screen, and its end.
import QtQuick
import Panel

Item {
    id: header

    required property bool framed

    signal moved
    signal closed

    implicitHeight: PanelTheme.headerHeight

    DragHandler {
        target: null
        onActiveChanged: if (active)
            header.moved()
    }

    Row {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: PanelTheme.gap

        PanelText {
            id: title

            text: "The machine's front"
            font.family: PanelTheme.titleFamily
            font.pixelSize: PanelTheme.heading
            font.weight: PanelTheme.strong
        }
    }

    PanelText {
        anchors.right: close.visible ? close.left : parent.right
        anchors.rightMargin: PanelTheme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: "F11 in the kiosk: full screen"
        color: PanelTheme.softInk
        font.pixelSize: PanelTheme.small
    }

    Clickable {
        id: close

        visible: !header.framed
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "Close the panel"
        width: PanelTheme.headerHeight - PanelTheme.gap
        height: width
        onPressed: header.closed()

        Rectangle {
            anchors.fill: parent
            radius: PanelTheme.gap
            color: close.hovered ? PanelTheme.notice : PanelTheme.none
        }

        PanelText {
            anchors.centerIn: parent
            text: "×"
            font.pixelSize: PanelTheme.digit
            color: PanelTheme.softInk
            Accessible.ignored: true
        }
    }
}
