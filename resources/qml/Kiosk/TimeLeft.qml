// How long is left before the screen goes on by itself: a sentence, and a bar that grows shorter.
import QtQuick
import Kiosk.Models

Column {
    id: left

    required property KioskViewModel vm
    required property string text
    // The same, said of `vm.secondsSaid`: nobody wants to hear each second go by.
    required property string said
    property color ink: Theme.softInk
    property color fill: Theme.mark
    property color ground: Theme.tint
    property alias wordsName: words.objectName

    spacing: Theme.space3

    Words {
        id: words

        width: parent.width
        text: left.text
        color: left.ink
        font.features: Theme.tabular
        Accessible.name: left.said
    }

    Rectangle {
        width: parent.width
        height: Theme.space2
        radius: height / 2
        color: left.ground

        Rectangle {
            width: left.vm.secondsFull > 0 ? parent.width * left.vm.seconds / left.vm.secondsFull : 0
            height: parent.height
            radius: height / 2
            color: left.fill
        }
    }
}
