// The account on dark ground: its name, what is available, and what the machine can pay.
import QtQuick
import Kiosk
import Kiosk.Models

Rectangle {
    id: card

    required property KioskViewModel vm
    property bool showsNotes: false

    radius: Theme.radius
    color: Theme.brandDeep

    Drawing {
        file: "grass"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.bottom: parent.bottom
        visible: !notesToday.visible
        height: parent.height * 0.52
        width: height * 320 / 300
    }

    Column {
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space1

        Words {
            visible: text !== ""
            width: parent.width
            text: card.vm.account
            color: Theme.softBrandInk
        }

        Words {
            visible: card.vm.available !== ""
            topPadding: Theme.space2
            width: parent.width
            text: qsTr("Available now", "S05")
            color: Theme.softBrandInk
            font.pixelSize: Theme.small
        }

        Figure {
            visible: card.vm.available !== ""
            width: parent.width
            text: card.vm.available
            color: Theme.brandInk
        }
    }

    Column {
        id: notesToday

        visible: card.showsNotes && card.vm.denominationWords !== ""
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        spacing: Theme.space2

        Words {
            width: parent.width
            text: qsTr("Notes today", "S07")
            color: Theme.softBrandInk
            font.pixelSize: Theme.small
        }

        NoteMix {
            width: parent.width
            model: card.vm.denominations
            spacing: Theme.space2
        }
    }
}
