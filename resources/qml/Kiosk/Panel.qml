// A white card with a soft shadow made of flat layers, as the software renderer draws them well.
import QtQuick

Rectangle {
    id: panel

    color: Theme.card
    radius: Theme.radius
    border.width: Theme.hair
    border.color: Theme.line

    Rectangle {
        z: -1
        anchors.fill: parent
        anchors.topMargin: Theme.space1
        anchors.bottomMargin: -Theme.bold
        radius: panel.radius
        color: Theme.shadow
    }
}
