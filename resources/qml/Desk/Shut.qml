// There is no desk to work with, and why; it is tried again without being asked.
import QtQuick
import Desk
import Desk.Models

Rectangle {
    id: cover

    required property DeskModel desk

    visible: cover.desk.shut !== ""
    color: DeskTheme.paper

    Column {
        anchors.centerIn: parent
        width: Math.min(DeskTheme.sheetWidth, parent.width - 2 * DeskTheme.space6)
        spacing: DeskTheme.space4

        DeskText {
            width: parent.width
            text: "The desk is not open"
            font.family: DeskTheme.titleFamily
            font.pixelSize: DeskTheme.title
            font.weight: DeskTheme.strong
            lineHeight: 1.1
            Accessible.role: Accessible.Heading
        }

        DeskText {
            objectName: "desk.shut"
            width: parent.width
            text: cover.desk.shut
            font.pixelSize: DeskTheme.label
            Accessible.role: Accessible.AlertMessage
        }

        DeskText {
            width: parent.width
            text: "It is tried again every two seconds."
            color: DeskTheme.softInk
        }
    }
}
