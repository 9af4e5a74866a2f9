// A sentence that has to be read before anything is done.
import QtQuick
import Desk

Rectangle {
    id: remark

    required property string text

    implicitHeight: words.height + 2 * DeskTheme.space3
    radius: DeskTheme.smallRadius
    color: DeskTheme.notice

    DeskText {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: DeskTheme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: remark.text
        color: DeskTheme.noticeInk
        font.weight: DeskTheme.medium
    }
}
