// Whatever can be clicked: mouse, space bar and assistive technology end in one `pressed`.
import QtQuick
import Panel

Item {
    id: control

    required property string name
    readonly property bool down: tap.pressed
    readonly property bool hovered: hover.hovered
    property real ringRadius: PanelTheme.radius

    signal pressed

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: control.name
    Accessible.focusable: true
    Accessible.onPressAction: control.pressed()
    Keys.onSpacePressed: event => {
        if (!event.isAutoRepeat)
            control.pressed();
    }

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: control.pressed()
    }

    Rectangle {
        visible: control.activeFocus
        z: 1
        anchors.fill: parent
        anchors.margins: -PanelTheme.ring
        radius: control.ringRadius + PanelTheme.ring
        color: PanelTheme.none
        border.width: PanelTheme.ring
        border.color: PanelTheme.fault
    }
}
