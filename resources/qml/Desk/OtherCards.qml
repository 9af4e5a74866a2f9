// What happens to other cards, said before the clerk agrees.
pragma ComponentBehavior: Bound
import QtQuick
import Desk

Rectangle {
    id: box

    property var sentences: []
    property bool grave: false

    implicitHeight: column.height + 2 * DeskTheme.space3
    radius: DeskTheme.smallRadius
    color: box.grave ? DeskTheme.notice : DeskTheme.tint

    Rectangle {
        width: DeskTheme.bar
        height: parent.height
        radius: DeskTheme.bar / 2
        color: box.grave ? DeskTheme.mark : DeskTheme.brand
    }

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: DeskTheme.bar + DeskTheme.space3
        anchors.rightMargin: DeskTheme.space3
        y: DeskTheme.space3
        spacing: DeskTheme.space2

        Repeater {
            model: box.sentences

            DeskText {
                required property string modelData

                objectName: "desk.sheet.other"
                width: column.width
                text: modelData
                color: box.grave ? DeskTheme.noticeInk : DeskTheme.ink
                font.weight: DeskTheme.medium
            }
        }
    }
}
