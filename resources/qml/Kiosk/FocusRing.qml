// Outside the control, so that nothing moves when it appears.
import QtQuick

Rectangle {
    id: ring

    required property bool shown
    required property color colour

    visible: ring.shown
    anchors.fill: parent
    anchors.margins: -2 * Theme.bold
    radius: Theme.radius + 2 * Theme.bold
    color: Theme.clearOfColour
    border.width: Theme.bold
    border.color: ring.colour
}
