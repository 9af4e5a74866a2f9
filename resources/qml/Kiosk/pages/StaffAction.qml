// One thing to do: its number large, for fingers on a keypad, and what it does.
import QtQuick
import Kiosk

Pressable {
    id: action

    required property int number
    required property string label
    property string more: ""

    name: action.number + " " + action.label
    reach: Theme.staffReach

    Rectangle {
        anchors.fill: parent
        radius: Theme.smallRadius
        color: action.down ? Theme.tilePressed : Theme.card
        border.width: Theme.hair
        border.color: Theme.edge
    }

    StaffNumber {
        spoken: false
        height: parent.height
        number: action.number
        color: Theme.brand
    }

    Words {
        id: words

        spoken: false
        x: Theme.staffNumberWidth
        width: parent.width - x - Theme.space2
        y: more.visible ? 0 : Theme.staffInset
        height: more.visible ? parent.height / 2 + Theme.space1 / 2 : parent.height - 2 * y
        verticalAlignment: more.visible ? Text.AlignBottom : Text.AlignVCenter
        text: action.label
        font.pixelSize: more.visible || action.width < Theme.staffWide ? Theme.staffText : Theme.body
        font.weight: Theme.weightMedium
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(Theme.staff)
        elide: Text.ElideRight
        lineHeight: Theme.staffLineHeight
    }

    Words {
        id: more

        visible: text !== ""
        spoken: false
        x: words.x
        y: words.y + words.height
        width: words.width
        text: action.more
        color: Theme.softInk
        font.pixelSize: Theme.staff
        font.features: Theme.tabular
        wrapMode: Text.NoWrap
        lineHeight: Theme.staffLineHeight
    }
}
