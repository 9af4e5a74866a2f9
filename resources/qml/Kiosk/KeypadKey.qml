// One key of the keypad on glass.
import QtQuick

Pressable {
    id: key

    required property string code
    property string sign: ""
    readonly property var grounds: ({
            "cancel": key.down ? Theme.cancelPressed : Theme.cancel,
            "clear": key.down ? Theme.clearPressed : Theme.clear,
            "enter": key.down ? Theme.enterPressed : Theme.enter,
            "": key.down ? Theme.tilePressed : Theme.card
        })

    Panel {
        anchors.fill: parent
        color: key.grounds[key.sign]
        border.color: key.sign === "" || key.sign === "clear" ? Theme.edge : key.grounds[key.sign]
    }

    Words {
        visible: key.sign === ""
        spoken: false
        anchors.centerIn: parent
        text: key.name
        font.family: Theme.titleFamily
        font.pixelSize: Theme.figure
        font.weight: Theme.weightStrong
        lineHeight: 1
    }

    KeyFace {
        visible: key.sign !== ""
        anchors.fill: parent
        stacked: true
        word: key.name
        sign: key.sign === "" ? "enter" : key.sign
        colour: key.sign === "clear" ? Theme.ink : Theme.brandInk
    }
}
