// Whatever can be pressed: touch, space bar and assistive technology end in one `pressed`.
import QtQuick

Item {
    id: control

    required property string name
    property real reach: Theme.touchReach
    property color ringColour: Theme.mark
    readonly property bool down: tap.pressed

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

    TapHandler {
        id: tap

        margin: control.reach
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: control.pressed()
    }

    FocusRing {
        shown: control.activeFocus
        colour: control.ringColour
    }
}
