// How many notes one canister holds, typed on the keypad; and which canisters are done.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: entry

    required property KioskViewModel vm
    required property PageModel shown
    required property string notice
    required property real bodyTop
    required property real bodyHeight
    required property real bodyWidth

    Item {
        id: words

        x: Theme.margin
        y: Theme.headerHeight + (Theme.portrait ? Theme.space4 : Theme.space2)
        width: Theme.portrait ? entry.bodyWidth : entry.bodyWidth - Theme.keypadWidth - Theme.space6
        height: canisters.y + canisters.height

        Title {
            id: heading

            objectName: "scr.S93.title"
            width: parent.width
            height: Theme.titleHeight * (Theme.portrait ? 0.7 : 1)
            verticalAlignment: Text.AlignVCenter
            text: entry.shown.countAgain ? qsTr("Canister %1 (%2) again", "S93").arg(entry.shown.canister).arg(entry.shown.countDenomination) : qsTr("Count canister %1 (%2)", "S93").arg(entry.shown.canister).arg(entry.shown.countDenomination)
        }

        // What is wrong is spoken before what is typed, though it stands below.
        NoticeStrip {
            id: strip

            y: field.y + field.height + Theme.space2
            width: parent.width
            text: entry.notice
        }

        Panel {
            id: field

            y: heading.height + Theme.space2
            width: parent.width
            height: Theme.fieldHeight
            border.width: Theme.bold
            border.color: Theme.brand

            Figure {
                objectName: "scr.S93.entry"
                anchors.fill: parent
                anchors.leftMargin: Theme.space3
                anchors.rightMargin: Theme.space3
                verticalAlignment: Text.AlignVCenter
                horizontalAlignment: Text.AlignRight
                text: entry.shown.countEntry
                Accessible.name: qsTr("Number of notes: %1", "S93").arg(entry.shown.countEntry)
                Accessible.ignored: false
            }
        }

        Words {
            id: hint

            visible: !strip.visible
            y: field.y + field.height + Theme.space2
            width: parent.width
            text: entry.shown.countWorth === "" ? qsTr("Enter the number of notes, not the money. Then press Enter.", "S93") : qsTr("So many notes are %1. Press Enter if that is right.", "S93").arg(entry.shown.countWorth)
            color: Theme.softInk
            font.pixelSize: Theme.small
        }

        Flow {
            id: canisters

            readonly property real chipWidth: (width - 3 * spacing) / 4

            y: Theme.portrait ? hint.y + 3 * Theme.small * Theme.lineHeight + Theme.space2 : entry.bodyTop + entry.bodyHeight - words.y - height
            width: parent.width
            spacing: Theme.space1

            Repeater {
                model: entry.shown.counts

                CanisterChip {
                    width: canisters.chipWidth
                }
            }
        }
    }

    Keypad {
        screenId: "S93"
        x: Theme.portrait ? Theme.margin : parent.width - Theme.margin - width
        y: Theme.portrait ? words.y + words.height + Theme.space6 : Theme.headerHeight + Theme.space2
        width: Theme.portrait ? entry.bodyWidth : Theme.keypadWidth
        height: Theme.portrait ? parent.height - y - Theme.footerHeight : entry.bodyTop + entry.bodyHeight - y
        onPressed: code => entry.vm.key(code)
    }
}
