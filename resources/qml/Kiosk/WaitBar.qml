// Something is going on: three bars that take turns, quietly.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: bar

    property color colour: Theme.sand
    property real step: Theme.space8 * 1.5

    spacing: Theme.space2
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("Please wait", "S11 progress")

    Repeater {
        model: 3

        Rectangle {
            id: part

            required property int index

            width: bar.step
            height: Theme.space1
            radius: height / 2
            color: bar.colour

            SequentialAnimation on opacity {
                running: !Theme.reduceMotion && bar.visible
                loops: Animation.Infinite

                PauseAnimation {
                    duration: part.index * Theme.pulse / 3
                }

                NumberAnimation {
                    from: 1
                    to: 0.3
                    duration: Theme.pulse
                }

                NumberAnimation {
                    from: 0.3
                    to: 1
                    duration: Theme.pulse
                }

                PauseAnimation {
                    duration: (2 - part.index) * Theme.pulse / 3
                }
            }
        }
    }
}
