// Something to be typed: what, the field with digits or dots, and what they are worth.
import QtQuick
import Kiosk
import Kiosk.Models

Item {
    id: entry

    required property StaffModel staff
    required property string screenId
    readonly property bool isWorth: entry.staff.worth !== ""
    readonly property bool maySkip: entry.staff.entrySize === 0 && StaffWords.cell(entry.staff.entryEmpty) !== ""

    height: hint.y + (hint.text === "" ? 0 : hint.height)

    Words {
        id: asked

        objectName: "scr." + entry.screenId + ".asked"
        width: parent.width
        text: entry.staff.isAgain ? qsTr("%1, once more", "Every staff page: the same digits again").arg(StaffWords.cell(entry.staff.entryText)) : StaffWords.cell(entry.staff.entryText)
        font.weight: Theme.weightMedium
        lineHeight: 1.1
    }

    PinDots {
        objectName: "scr." + entry.screenId + ".dots"
        visible: entry.staff.isSecret
        y: asked.height + Theme.space1
        width: parent.width
        height: Theme.staffFieldHeight
        digits: entry.staff.entrySize
        places: Theme.staffPinDigitsMin
    }

    Panel {
        visible: !entry.staff.isSecret
        y: asked.height + Theme.space1
        width: parent.width
        height: Theme.staffFieldHeight
        border.width: Theme.bold
        border.color: Theme.brand

        Figure {
            objectName: "scr." + entry.screenId + ".entry"
            anchors.fill: parent
            anchors.leftMargin: Theme.space3
            anchors.rightMargin: Theme.space3
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: Text.AlignRight
            text: entry.staff.entryTyped
            Accessible.name: qsTr("Entered: %1", "Every staff page: spoken").arg(entry.staff.entryTyped)
            Accessible.ignored: false
        }
    }

    Words {
        id: hint

        y: asked.height + Theme.staffFieldHeight + 2 * Theme.space1
        width: parent.width
        text: entry.isWorth ? qsTr("So many notes are %1.", "Every staff page").arg(entry.staff.worth) : entry.maySkip ? StaffWords.cell(entry.staff.entryEmpty) : entry.staff.secondSeconds > 0 ? qsTr("%n second(s) left.", "M01", entry.staff.secondSeconds) : ""
        color: Theme.softInk
        font.pixelSize: Theme.staff
        wrapMode: Text.NoWrap
    }
}
