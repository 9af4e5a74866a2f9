// The word of a function key beside its tactile sign: cross, left arrow or ring.
import QtQuick

Item {
    id: face

    required property string word
    required property string sign
    required property color colour
    readonly property var glyphs: ({
            "cancel": "×",
            "clear": "←",
            "enter": "○"
        })

    Row {
        anchors.centerIn: parent
        spacing: Theme.space1

        Words {
            spoken: false
            anchors.verticalCenter: parent.verticalCenter
            text: face.glyphs[face.sign]
            color: face.colour
            font.pixelSize: face.sign === "cancel" ? Theme.heading : Theme.label
            font.weight: Theme.weightStrong
            wrapMode: Text.NoWrap
            lineHeight: 1
        }

        Words {
            spoken: false
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, face.width - Theme.space8)
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
