// The floors at the side of the board; the chosen one is shown.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

Scrolled {
    id: rail

    required property DeskModel desk

    spacing: DeskTheme.space1

    Repeater {
        model: rail.desk.floors

        DeskClickable {
            id: floor

            required property var modelData

            objectName: "desk.floor." + floor.modelData.floor
            name: floor.modelData.name + ", " + floor.modelData.detail
            width: rail.width
            height: DeskTheme.railRow
            Accessible.role: Accessible.RadioButton
            Accessible.checkable: true
            Accessible.checked: floor.modelData.chosen
            onPressed: rail.desk.chooseFloor(floor.modelData.floor)

            Rectangle {
                anchors.fill: parent
                radius: DeskTheme.smallRadius
                color: floor.modelData.chosen ? DeskTheme.brand : (floor.hovered ? DeskTheme.pressed : DeskTheme.none)
            }

            Column {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.leftMargin: DeskTheme.space3
                anchors.verticalCenter: parent.verticalCenter

                DeskText {
                    text: floor.modelData.name
                    spoken: false
                    color: floor.modelData.chosen ? DeskTheme.brandInk : DeskTheme.ink
                    font.weight: DeskTheme.medium
                    lineHeight: 1.1
                }

                DeskText {
                    text: floor.modelData.detail
                    spoken: false
                    color: floor.modelData.chosen ? DeskTheme.softBrandInk : DeskTheme.softInk
                    font.pixelSize: DeskTheme.small
                    lineHeight: 1.1
                }
            }
        }
    }
}
