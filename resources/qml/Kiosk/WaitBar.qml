// Something is going on: three bars that take turns, quietly.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: bar

    spacing: Theme.space2
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("Please wait", "S11 progress")

    Repeater {
        model: 3

        Rectangle {
            id: step

            required property int index

            width: Theme.space8 * 1.5
            height: Theme.space1
            radius: height / 2
            color: Theme.sand

            SequentialAnimation on opacity {
                running: !Theme.reduceMotion && bar.visible
                loops: Animation.Infinite

                PauseAnimation {
                    duration: step.index * Theme.pulse / 3
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
                    duration: (2 - step.index) * Theme.pulse / 3
                }
            }
        }
    }
}
