// The writer waits for a card; whoever does not want to wait stops here, and nothing is lost.
// Stop has no focus by itself: Enter pressed once more than needed must not stop the writing.
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: part

    required property DeskModel desk
    readonly property var shown: part.desk.sheet
    readonly property bool hands: part.shown.hands ?? false

    implicitHeight: column.height

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space4

        DeskText {
            width: parent.width
            text: part.shown.title ?? ""
            color: DeskTheme.softInk
        }

        SheetTitle {
            width: parent.width
            text: "Put a card on the writer"
        }

        WriterPicture {
            anchors.horizontalCenter: parent.horizontalCenter
        }

        DeskText {
            width: parent.width
            text: "If you stop here, no card is made. Nothing is lost."
        }

        Rectangle {
            visible: part.hands
            width: parent.width
            height: DeskTheme.hair
            color: DeskTheme.line
        }

        DeskText {
            visible: part.hands
            width: parent.width
            text: "The writer is emulated. These two are its cards:"
            color: DeskTheme.softInk
            font.pixelSize: DeskTheme.small
        }

        Row {
            spacing: DeskTheme.space3

            DeskButton {
                objectName: "desk.sheet.confirm"
                visible: part.hands
                name: "Lay a card on"
                key: "Enter"
                main: true
                focus: part.hands
                onPressed: part.desk.confirm()
            }

            DeskButton {
                objectName: "desk.sheet.worn"
                visible: part.hands
                name: "A worn card"
                onPressed: part.desk.layWorn()
            }

            DeskButton {
                objectName: "desk.sheet.back"
                name: "Stop"
                key: "Esc"
                onPressed: part.desk.back()
            }
        }
    }
}
