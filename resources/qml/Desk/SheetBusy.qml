// Something is being done; how much of it, where that is known.
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: part

    required property DeskModel desk
    readonly property var shown: part.desk.sheet
    readonly property real share: part.shown.share ?? -1

    implicitHeight: column.height

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space4

        SheetTitle {
            width: parent.width
            text: part.shown.title ?? ""
        }

        ShareBar {
            visible: part.share >= 0
            width: parent.width
            share: part.share
        }

        DeskText {
            width: parent.width
            text: part.share >= 0 ? "You need not wait beside it." : "A moment, please."
            color: DeskTheme.softInk
        }
    }
}
