// One line of the operator's table: a canister, what was counted, what the safe has.
import QtQuick
import Kiosk

Item {
    id: line

    required property string first
    required property string second
    required property string third
    property bool isHead: false
    readonly property real part: width / 3
    readonly property color ink: line.isHead ? Theme.softInk : Theme.ink

    height: Theme.receiptLine * (Theme.portrait ? 1.6 : 1.1)

    Words {
        width: line.part
        text: line.first
        color: line.ink
        font.pixelSize: Theme.small
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        x: line.part
        width: line.part
        horizontalAlignment: Text.AlignRight
        text: line.second
        color: line.ink
        font.pixelSize: Theme.small
        font.weight: line.isHead ? Theme.weightText : Theme.weightMedium
        font.features: Theme.tabular
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        x: 2 * line.part
        width: line.part
        horizontalAlignment: Text.AlignRight
        text: line.third
        color: line.ink
        font.pixelSize: Theme.small
        font.weight: line.isHead ? Theme.weightText : Theme.weightMedium
        font.features: Theme.tabular
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
