// Points from a tile to the key beside it on the fascia, with the letter on that key.
import QtQuick

Item {
    id: tick

    required property string letter
    required property bool isLeft
    required property color colour

    width: Theme.margin
    height: letterWords.height

    Rectangle {
        x: tick.isLeft ? 0 : tick.width - width
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.tickLength
        height: Theme.tickHeight
        radius: height / 2
        color: tick.colour
    }

    Words {
        id: letterWords

        spoken: false
        x: tick.isLeft ? Theme.tickLength : tick.width - Theme.tickLength - width
        width: tick.width - Theme.tickLength - Theme.space1
        horizontalAlignment: Text.AlignHCenter
        text: tick.letter
        color: tick.colour
        font.pixelSize: Theme.small
        font.weight: Theme.weightStrong
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
