// The word of a function key beside its tactile sign: cross, left arrow or ring.
import QtQuick

Item {
    id: face

    required property string word
    required property string sign
    required property color colour
    property bool stacked: false
    readonly property var glyphs: ({
            "cancel": "×",
            "clear": "←",
            "enter": "○"
        })

    Grid {
        anchors.centerIn: parent
        columns: face.stacked ? 1 : 2
        spacing: Theme.space1
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Words {
            spoken: false
            text: face.glyphs[face.sign]
            color: face.colour
            font.pixelSize: face.sign === "cancel" ? Theme.heading : Theme.label
            font.weight: Theme.weightStrong
            wrapMode: Text.NoWrap
            lineHeight: 1
        }

        Words {
            spoken: false
            width: Math.min(implicitWidth, face.width - (face.stacked ? Theme.space4 : Theme.space6 + Theme.space1))
            text: face.word
            color: face.colour
            font.pixelSize: Theme.body
            font.weight: Theme.weightStrong
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(Theme.body * Theme.textShrinkMin)
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
    }
}
