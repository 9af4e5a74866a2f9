// A white card of what is about to happen, before it does: the amount, then one line for each fact.
import QtQuick
import Kiosk
import Kiosk.Models

Panel {
    id: card

    required property PageModel shown
    property string lead: ""
    property string amount: ""
    property string remark: ""
    property string fee: ""
    property string target: ""
    property string receipt: ""

    readonly property bool hasLines: card.shown.account !== "" || card.target !== "" || card.fee !== "" || notes.hasNotes
    // Many lines need the room of the amount, which title and button say as well.
    readonly property bool isFull: notes.lineCount > 4
    // Together in the middle where there is room; lines stay with the amount that they explain.
    readonly property real room: card.height - (head.visible ? head.height : 0) - (card.hasLines ? lines.height + 2 * Theme.space3 : 0)

    Column {
        id: head

        visible: !card.isFull
        x: Theme.space4
        y: Math.max(Theme.space3, card.hasLines ? Math.min(Theme.space4, card.room / 2) : card.room / 2)
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space1

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
            font.pixelSize: card.hasLines ? Theme.title * 1.2 : Theme.display
        }

        Words {
            visible: text !== ""
            width: parent.width
            text: card.remark
        }
    }

    Rectangle {
        visible: card.hasLines && !card.isFull
        x: Theme.space4
        y: lines.y - Theme.space3 - height / 2
        width: parent.width - 2 * Theme.space4
        height: Theme.hair
        color: Theme.line
    }

    Column {
        id: lines

        visible: card.hasLines
        x: Theme.space4
        y: card.isFull ? (card.height - height) / 2 : card.height - height - Math.max(Theme.space3, Math.min(Theme.space4, card.room / 2))
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space2

        LabelledLine {
            visible: card.shown.account !== ""
            width: parent.width
            label: qsTr("From", "S10")
            value: card.shown.account
        }

        LabelledLine {
            visible: card.target !== ""
            width: parent.width
            label: qsTr("To", "S23")
            value: card.target
        }

        LabelledLine {
            visible: card.fee !== ""
            width: parent.width
            label: qsTr("Fee", "S10")
            value: card.fee
        }

        LabelledLine {
            visible: card.receipt !== ""
            width: parent.width
            label: qsTr("Receipt", "S10")
            value: card.receipt
        }

        NoteMix {
            id: notes

            width: parent.width
            topPadding: Theme.space1
            model: card.shown.notes
            noteWidth: Theme.noteWidthSmall
            isSmall: card.isFull || card.receipt !== "" && notes.lineCount * Theme.noteRoom > width
        }
    }
}
