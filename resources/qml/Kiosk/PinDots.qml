// How many digits have been typed: dots, over short lines for the first ones.
pragma ComponentBehavior: Bound
import QtQuick

Panel {
    id: field

    required property int digits
    property int places: Theme.pinDigitsMin

    height: Theme.fieldHeight
    border.width: Theme.bold
    border.color: Theme.brand
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%n digit(s) entered", "S04", field.digits)

    Row {
        anchors.centerIn: parent
        spacing: Theme.dotGap

        Repeater {
            model: Math.max(field.digits, field.places)

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
