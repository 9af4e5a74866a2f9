// Outside the control, so that nothing moves when it appears; pale inside, dark outside.
import QtQuick

Rectangle {
    id: ring

    required property bool shown

    visible: ring.shown
    anchors.fill: parent
    anchors.margins: -2 * Theme.bold
    radius: Theme.radius + 2 * Theme.bold
    color: Theme.clearOfColour
    border.width: Theme.bold
    border.color: Theme.mark
}
