// A notice inside a page that goes on: what happened, marked by shape, word and colour.
import QtQuick

Rectangle {
    id: strip

    required property string text

    visible: strip.text !== ""
    implicitHeight: Math.max(Theme.pillHeight, said.implicitHeight + 2 * Theme.space2)
    radius: Theme.radius
    color: Theme.notice

    Drawing {
        id: sign

        file: "attention"
        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.heading
        height: Theme.heading
    }

    Words {
        id: said

        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: strip.text
        color: Theme.noticeInk
        font.weight: Theme.weightMedium
        font.pixelSize: Theme.small
        Accessible.role: Accessible.AlertMessage
    }
}
