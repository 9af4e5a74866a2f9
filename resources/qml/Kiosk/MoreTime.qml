// S18: do you need more time? Lies over the page that was shown and hides what is private.
import QtQuick
import Kiosk.Models

Rectangle {
    id: overlay

    required property KioskViewModel vm

    color: Theme.scrim

    Panel {
        anchors.centerIn: parent
        width: Math.min(Theme.dialogWidth * 1.12, parent.width - 2 * Theme.margin)
        height: content.height + 2 * Theme.space6

        Column {
            id: content

            x: Theme.space6
            y: Theme.space6
            width: parent.width - 2 * Theme.space6
            spacing: Theme.space3

            Words {
                objectName: "scr.S18.title"
                width: parent.width
                text: qsTr("Do you need more time?", "S18")
                font.family: Theme.titleFamily
                font.pixelSize: Theme.title
                font.weight: Theme.weightStrong
                lineHeight: Theme.titleLineHeight
                Accessible.role: Accessible.Heading
            }

            TimeLeft {
                vm: overlay.vm
                wordsName: "scr.S18.seconds"
                width: parent.width
                text: qsTr("Time is up in %n second(s).", "S18", overlay.vm.seconds)
                said: qsTr("Time is up in %n second(s).", "S18", overlay.vm.secondsSaid)
            }

            Row {
                width: parent.width
                spacing: Theme.space3
                topPadding: Theme.space2

                Tile {
                    objectName: "scr.S18.btn.yes"
                    width: (parent.width - parent.spacing) / 2
                    height: Theme.dialogTileHeight
                    strong: true
                    padKey: "E"
                    name: qsTr("Yes, more time", "S18 yes")
                    onPressed: overlay.vm.choose("yes")
                }

                Tile {
                    objectName: "scr.S18.btn.no"
                    width: (parent.width - parent.spacing) / 2
                    height: Theme.dialogTileHeight
                    padKey: "X"
                    name: qsTr("No, cancel", "S18 no")
                    onPressed: overlay.vm.choose("no")
                }
            }
        }
    }
}
