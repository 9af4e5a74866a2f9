// One line of the operator's table: a canister, what was counted, what the machine has, how far off.
import QtQuick
import Kiosk

Item {
    id: line

    required property string first
    required property string second
    required property string third
    required property string fourth
    property bool isHead: false
    required property real lineHeight
    readonly property real part: width * 0.19
    readonly property real nameWidth: width * 0.235
    readonly property color ink: line.isHead ? Theme.softInk : Theme.ink

    height: line.lineHeight

    Words {
        width: line.nameWidth
        text: line.first
        color: line.ink
        font.pixelSize: Theme.small
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.staff)
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        x: line.nameWidth
        width: line.part
        horizontalAlignment: Text.AlignRight
        text: line.second
        color: line.ink
        font.pixelSize: Theme.small
        font.weight: line.isHead ? Theme.weightText : Theme.weightMedium
        font.features: Theme.tabular
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.staff)
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        x: line.nameWidth + line.part
        width: line.part
        horizontalAlignment: Text.AlignRight
        text: line.third
        color: line.ink
        font.pixelSize: Theme.small
        font.weight: line.isHead ? Theme.weightText : Theme.weightMedium
        font.features: Theme.tabular
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.staff)
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Words {
        x: line.nameWidth + 2 * line.part + Theme.space1
        width: line.width - x
        horizontalAlignment: Text.AlignRight
        text: line.fourth
        color: line.isHead ? Theme.softInk : Theme.mark
        font.pixelSize: Theme.small
        font.weight: line.isHead ? Theme.weightText : Theme.weightStrong
        font.features: Theme.tabular
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.staff)
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
