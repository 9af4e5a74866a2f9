// A white card of labelled lines: what is about to happen, before it does.
import QtQuick
import Kiosk
import Kiosk.Models

Panel {
    id: card

    required property PageModel shown
    property string lead: ""
    property string amount: ""
    property string remark: ""

    readonly property bool hasNotes: notes.height > 0

    Column {
        x: Theme.space4
        y: card.hasNotes ? Theme.space4 : (card.height - height) / 2
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
            visible: text !== ""
            width: parent.width
            text: card.shown.account === "" ? card.remark : qsTr("From %1", "S10").arg(card.shown.account)
        }
    }

    NoteMix {
        id: notes

        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        model: card.shown.notes
        noteWidth: Theme.noteWidthSmall
    }
}
