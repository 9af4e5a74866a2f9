// How many digits have been typed: dots, over short lines for the first ones.
pragma ComponentBehavior: Bound
import QtQuick

Panel {
    id: field

    required property int digits
    property int places: Theme.pinDigitsMin

    readonly property int shown: Math.max(field.digits, field.places)
    // A long PIN stands closer: its dots stay within the field.
    readonly property real room: (field.width - 2 * Theme.space3 - field.shown * Theme.dot) / (field.shown - 1)

    height: Theme.fieldHeight
    border.width: Theme.bold
    border.color: Theme.brand
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%n digit(s) entered", "S04", field.digits)

    Row {
        anchors.centerIn: parent
        spacing: Math.min(Theme.dotGap, field.room)

        Repeater {
            model: field.shown

            Item {
                id: place

                required property int index

                width: Theme.dot
                height: Theme.dot

                Rectangle {
                    visible: place.index < field.digits
                    anchors.fill: parent
                    radius: width / 2
                    color: Theme.brand
                }

                Rectangle {
                    visible: place.index >= field.digits
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Theme.bold
                    radius: height / 2
                    color: Theme.edge
                }
            }
        }
    }
}
