// The keypad on glass, in telephone order; which key was pressed goes out as a signal only.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: pad

    required property string screenId
    readonly property real digitWidth: (width - 3 * Theme.keyGap) * 0.22
    readonly property real wordWidth: width - 3 * pad.digitWidth - 3 * Theme.keyGap
    readonly property real keyHeight: (height - 3 * Theme.keyGap) / 4

    signal pressed(code: string)

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Keypad", "S04")

    Repeater {
        model: 10

        KeypadKey {
            id: digit

            required property int index

            objectName: "scr." + pad.screenId + ".key." + digit.code
            code: ((digit.index + 1) % 10).toString()
            name: digit.code
            x: (digit.index % 3) * (pad.digitWidth + Theme.keyGap)
            y: Math.floor(digit.index / 3) * (pad.keyHeight + Theme.keyGap)
            width: digit.index === 9 ? 3 * pad.digitWidth + 2 * Theme.keyGap : pad.digitWidth
            height: pad.keyHeight
            onPressed: pad.pressed(digit.code)
        }
    }

    // In the order in which they are spoken: Cancel last.
    KeypadKey {
        objectName: "scr." + pad.screenId + ".key.E"
        code: "E"
        sign: "enter"
        name: qsTr("Enter", "S04 green key")
        anchors.right: parent.right
        y: 2 * (pad.keyHeight + Theme.keyGap)
        width: pad.wordWidth
        height: 2 * pad.keyHeight + Theme.keyGap
        onPressed: pad.pressed(code)
    }

    KeypadKey {
        objectName: "scr." + pad.screenId + ".key.C"
        code: "C"
        sign: "clear"
        name: qsTr("Clear", "S04 yellow key")
        anchors.right: parent.right
        y: pad.keyHeight + Theme.keyGap
        width: pad.wordWidth
        height: pad.keyHeight
        onPressed: pad.pressed(code)
    }

    KeypadKey {
        objectName: "scr." + pad.screenId + ".key.X"
        code: "X"
        sign: "cancel"
        name: qsTr("Cancel", "S04 red key")
        anchors.right: parent.right
        width: pad.wordWidth
        height: pad.keyHeight
        onPressed: pad.pressed(code)
    }
}
