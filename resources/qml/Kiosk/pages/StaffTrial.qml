// M17: the screen as it is tried out: one colour everywhere, or targets in corners and middle.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Rectangle {
    id: trial

    required property KioskViewModel vm
    required property StaffModel staff
    required property string screenId
    readonly property bool isCorners: trial.staff.pattern === "corners"
    readonly property real targetSize: Theme.staffTargetSize

    color: Theme.trial[trial.staff.pattern] ?? Theme.paper

    // The corners as one reads, then the middle.
    function place(number: int): point {
        if (number === 5)
            return Qt.point((trial.width - trial.targetSize) / 2, (trial.height - trial.targetSize) / 2);
        const right = number % 2 === 0 ? trial.width - trial.targetSize : 0;
        return Qt.point(right, number > 2 ? trial.height - trial.targetSize : 0);
    }

    Repeater {
        model: trial.staff.actions

        Pressable {
            id: target

            required property int number
            required property string choiceId
            required property var label
            readonly property point at: trial.isCorners ? trial.place(target.number) : Qt.point(0, 0)

            objectName: "scr." + trial.screenId + ".btn." + target.choiceId
            name: target.number + " " + StaffWords.cell(target.label)
            reach: 0
            x: target.at.x
            y: target.at.y
            width: trial.isCorners ? trial.targetSize : trial.width
            height: trial.isCorners ? trial.targetSize : trial.height
            onPressed: trial.vm.choose(target.choiceId)

            Rectangle {
                visible: trial.isCorners
                anchors.fill: parent
                color: target.down ? Theme.brandPressed : Theme.brand
            }

            Words {
                visible: trial.isCorners
                spoken: false
                anchors.fill: parent
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: target.number
                color: Theme.brandInk
                font.pixelSize: Theme.heading
            }
        }
    }
}
