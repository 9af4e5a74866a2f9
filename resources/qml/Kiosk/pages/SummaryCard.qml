// A white card of labelled lines: what is about to happen, before it does.
import QtQuick
import Kiosk
import Kiosk.Models

Panel {
    id: card

    required property KioskViewModel vm
    property string lead: ""
    property string amount: ""
    property string remark: ""

    Column {
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space2

        Words {
            visible: text !== ""
            width: parent.width
            text: card.lead
            color: Theme.softInk
        }

        Figure {
            visible: text !== ""
            width: parent.width
            text: card.amount
            font.pixelSize: Theme.display
        }

        Words {
            visible: card.vm.account !== ""
            width: parent.width
            text: qsTr("From %1", "S10").arg(card.vm.account)
        }
    }

    Column {
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        spacing: Theme.space2

        NoteMix {
            width: parent.width
            model: card.vm.notes
            spacing: Theme.space4
        }

        Words {
            visible: text !== ""
            width: parent.width
            text: card.remark
            color: Theme.softInk
        }
    }
}
