// One choice; strong when it is what most people came for.
import QtQuick

Pressable {
    id: tile

    property string padKey: ""
    property bool strong: false
    property bool isAmount: false
    readonly property color ground: tile.strong ? (tile.down ? Theme.brandPressed : Theme.brand) : (tile.down ? Theme.tilePressed : Theme.card)

    Panel {
        anchors.fill: parent
        color: tile.ground
        border.color: tile.strong ? Theme.brand : Theme.edge

        Behavior on color {
            ColorAnimation {
                duration: Theme.press
            }
        }
    }

    Words {
        spoken: false
        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: cap.visible ? cap.width + 2 * Theme.space2 : Theme.space3
        anchors.topMargin: Theme.space1
        anchors.bottomMargin: Theme.space1
        verticalAlignment: Text.AlignVCenter
        text: tile.name
        color: tile.strong ? Theme.brandInk : Theme.ink
        font.family: Theme.titleFamily
        font.pixelSize: tile.isAmount ? Theme.heading : Theme.label
        font.weight: Theme.weightStrong
        font.features: Theme.tabular
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(font.pixelSize * Theme.textShrinkMin)
        lineHeight: Theme.titleLineHeight
    }

    KeyCap {
        id: cap

        code: tile.padKey
        colour: tile.strong ? Theme.softBrandInk : Theme.softInk
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
    }
}
