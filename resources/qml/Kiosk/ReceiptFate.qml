// What becomes of the receipt, in a word or two.
import QtQuick

QtObject {
    id: words

    required property string wish
    readonly property string said: words.all[words.wish] ?? ""
    readonly property var all: ({
            "printed": qsTr("Printed", "S10 receipt"),
            "screen": qsTr("On the screen", "S10 receipt"),
            "none": qsTr("None", "S10 receipt")
        })
}
