// One end of a transfer: whose, what happens to the money there, and what is there afterwards.
import QtQuick
import Kiosk

Column {
    id: end

    required property string label
    required property string name
    required property string number
    required property string said
    property string available: ""

    spacing: Theme.space1 / 2

    Words {
        width: parent.width
        text: end.label
        color: Theme.softInk
        font.pixelSize: Theme.small
        lineHeight: Theme.titleLineHeight
    }

    Words {
        width: parent.width
        text: end.number === "" ? end.name : qsTr("%1 %2", "S21c account and the end of its number").arg(end.name).arg(end.number)
        font.pixelSize: Theme.body
        font.weight: Theme.weightStrong
        font.features: Theme.tabular
        wrapMode: Text.Wrap
        lineHeight: Theme.titleLineHeight
    }

    Words {
        visible: text !== ""
        width: parent.width
        text: end.said
        lineHeight: Theme.titleLineHeight
    }

    Words {
        visible: end.available !== ""
        width: parent.width
        text: qsTr("Available now: %1", "S21d").arg(end.available)
        font.features: Theme.tabular
        lineHeight: Theme.titleLineHeight
    }
}
