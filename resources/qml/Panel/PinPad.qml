// The PIN pad in telephone order, with its lamp; each click is one press of the real key.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Item {
    id: pad

    required property PanelModel panel
    readonly property real cell: (width - wordWidth - 3 * PanelTheme.gap) / 3
    readonly property real wordWidth: 0.31 * width
    readonly property real rowStep: (keys.height + PanelTheme.gap) / 4
    readonly property real keyHeight: pad.rowStep - PanelTheme.gap
    readonly property var faces: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""]

    Accessible.role: Accessible.Grouping
    Accessible.name: "PIN pad"

    Lamp {
        id: lamp

        anchors.left: parent.left
        anchors.right: parent.right
        lit: pad.panel.padLamp
    }

    Item {
        id: keys

        anchors.fill: parent
        anchors.topMargin: lamp.height + PanelTheme.gap

        Repeater {
            model: pad.faces

            PadKey {
                required property int index
                required property string modelData

                visible: modelData !== ""
                code: modelData
                name: modelData
                x: (index % 3) * (pad.cell + PanelTheme.gap)
                y: Math.floor(index / 3) * pad.rowStep
                width: pad.cell
                height: pad.keyHeight
                onPressed: pad.panel.press(code)
            }
        }

        Beeper {
            panel: pad.panel
            y: 3 * pad.rowStep
            width: pad.cell
            height: pad.keyHeight
        }

        PadKey {
            code: "X"
            sign: "cancel"
            name: "Cancel"
            anchors.right: parent.right
            width: pad.wordWidth
            height: pad.keyHeight
            onPressed: pad.panel.press(code)
        }

        PadKey {
            code: "C"
            sign: "clear"
            name: "Clear"
            anchors.right: parent.right
            y: pad.rowStep
            width: pad.wordWidth
            height: pad.keyHeight
            onPressed: pad.panel.press(code)
        }

        PadKey {
            code: "H"
            name: "Help"
            small: true
            anchors.right: parent.right
            y: 2 * pad.rowStep
            width: pad.wordWidth
            height: pad.keyHeight
            onPressed: pad.panel.press(code)
        }

        PadKey {
            code: "E"
            sign: "enter"
            name: "Enter"
            anchors.right: parent.right
            y: 3 * pad.rowStep
            width: pad.wordWidth
            height: pad.keyHeight
            onPressed: pad.panel.press(code)
        }
    }
}
