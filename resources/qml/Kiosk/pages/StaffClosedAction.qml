// Something that cannot be done now, or not by whoever is here, and why; no control.
import QtQuick
import Kiosk

Item {
    id: closed

    required property int number
    required property string label
    required property string why
    readonly property bool isWide: closed.width > Theme.staffWide
    readonly property bool isBeside: closed.isWide && closed.why !== ""
    readonly property real room: closed.width - Theme.staffNumberWidth - Theme.space2
    readonly property real reasonWidth: closed.isWide ? Math.min(metrics.advanceWidth + Theme.space1, closed.room * 0.55) : closed.room
    readonly property string whole: [closed.number, closed.label, closed.why].filter(part => part !== "").join(" ")

    TextMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.staff
        text: closed.why
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.smallRadius
        color: Theme.clearOfColour
        border.width: Theme.hair
        border.color: Theme.line
    }

    StaffNumber {
        spoken: false
        height: parent.height
        number: closed.number
        color: Theme.softInk
        font.weight: Theme.weightText
        Accessible.name: closed.whole
    }

    Words {
        id: words

        x: Theme.staffNumberWidth
        width: closed.room - (closed.isBeside ? closed.reasonWidth + Theme.space2 : 0)
        height: parent.height - (closed.isWide || !reason.visible ? 0 : reason.height + Theme.staffInset)
        verticalAlignment: closed.isWide || !reason.visible ? Text.AlignVCenter : Text.AlignBottom
        text: closed.label
        color: Theme.softInk
        font.pixelSize: Theme.staffText
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(Theme.staff)
        elide: Text.ElideRight
        lineHeight: Theme.staffLineHeight
        Accessible.name: closed.whole
    }

    // Beside what it is about; below it where that is narrow.
    Words {
        id: reason

        visible: text !== ""
        spoken: false
        x: closed.isWide ? parent.width - width - Theme.space2 : words.x
        y: closed.isWide ? (parent.height - height) / 2 : words.height
        width: closed.reasonWidth
        horizontalAlignment: closed.isWide ? Text.AlignRight : Text.AlignLeft
        text: closed.why
        color: Theme.softInk
        font.pixelSize: Theme.staff
        maximumLineCount: 2
        elide: Text.ElideRight
        lineHeight: Theme.staffLineHeight
        Accessible.name: closed.whole
    }
}
