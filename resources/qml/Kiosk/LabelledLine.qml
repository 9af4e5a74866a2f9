// One line of a summary: what it is on the left, and how it is on the right.
import QtQuick

Item {
    id: line

    required property string label
    required property string value

    height: Math.max(name.height, text.height)

    Words {
        id: name

        width: parent.width * 0.34
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(font.pixelSize * 0.9)
        text: line.label
        color: Theme.softInk
    }

    Words {
        id: text

        x: name.width + Theme.space2
        width: parent.width - x
        text: line.value
        font.weight: Theme.weightMedium
    }
}
