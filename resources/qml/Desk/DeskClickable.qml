// Whatever can be pressed: mouse, space bar, Enter and assistive technology end in one `pressed`.
import QtQuick
import Desk

Item {
    id: control

    required property string name
    readonly property bool down: tap.pressed
    readonly property bool hovered: hover.hovered
    property bool ready: true
    property bool ringed: true
    property real ringRadius: DeskTheme.radius

    signal pressed

    function press(event: var): void {
        event.accepted = true;
        if (control.ready && !event.isAutoRepeat)
            control.pressed();
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: control.name
    Accessible.focusable: true
    Accessible.onPressAction: {
        if (control.ready)
            control.pressed();
    }
    Keys.onSpacePressed: event => control.press(event)
    Keys.onReturnPressed: event => control.press(event)
    Keys.onEnterPressed: event => control.press(event)

    HoverHandler {
        id: hover

        enabled: control.ready
        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        id: tap

        enabled: control.ready
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: {
            if (control.activeFocusOnTab)
                control.forceActiveFocus(Qt.MouseFocusReason);
            control.pressed();
        }
    }

    Rectangle {
        visible: control.activeFocus && control.ringed
        z: 1
        anchors.fill: parent
        anchors.margins: -DeskTheme.ring - DeskTheme.hair
        radius: control.ringRadius + DeskTheme.ring
        color: DeskTheme.none
        border.width: DeskTheme.ring
        border.color: DeskTheme.mark
    }
}
