// The account on dark ground: its name, what is available, and what the machine can pay.
import QtQuick
import Kiosk
import Kiosk.Models

Rectangle {
    id: card

    required property PageModel shown
    property bool showsNotes: false
    property string remark: ""
    property string available: card.shown.available

    radius: Theme.radius
    color: Theme.brandDeep

    // Beside the words where there is room; above the notes where there are no words.
    Drawing {
        id: grass

        readonly property bool hasWords: card.remark !== "" || card.shown.account !== "" || card.available !== ""
        readonly property bool isWide: grass.hasWords && card.width > Theme.dialogWidth * 0.75
        readonly property real room: notesToday.visible ? notesToday.y - Theme.space4 : card.height

        readonly property real besideNotes: notesToday.visible ? card.width - 3 * Theme.noteWidthSmall - 3 * Theme.space4 : card.width
        readonly property real widest: grass.isWide ? Math.min(card.width * 0.5, grass.besideNotes) : card.width * 0.5

        // Where many notes lie there is no room for it.
        visible: grass.isWide && notes.lineCount <= 3 || !grass.hasWords || !notesToday.visible
        file: "grass"
        x: grass.isWide ? card.width - width - Theme.space4 : (card.width - width) / 2
        y: grass.isWide ? card.height - height : grass.room - height
        height: Math.min(card.height * (card.shown.account === "" ? 0.8 : 0.6), grass.widest * 300 / 320, grass.room * (grass.isWide ? 2 : 0.8), grass.isWide || !grass.hasWords ? card.height : card.height - words.y - words.height - Theme.space2)
        width: height * 320 / 300
    }

    Column {
        id: words

        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * Theme.space4
        spacing: Theme.space1

        Words {
            visible: text !== ""
            width: parent.width
            text: card.remark
            color: Theme.brandInk
            font.pixelSize: Theme.label
        }

        Words {
            visible: text !== ""
            width: parent.width
            text: card.shown.account
            color: Theme.softBrandInk
            wrapMode: Text.Wrap
        }

        Words {
            visible: card.available !== ""
            topPadding: Theme.space2
            width: parent.width
            text: qsTr("Available now", "S05")
            color: Theme.softBrandInk
            font.pixelSize: Theme.small
        }

        Figure {
            visible: card.available !== ""
            width: parent.width
            text: card.available
            color: Theme.brandInk
        }
    }

    Column {
        id: notesToday

        visible: card.showsNotes && card.shown.denominationWords !== ""
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        spacing: Theme.space2

        Words {
            width: parent.width
            text: qsTr("Notes today", "S07")
            Accessible.name: qsTr("Notes today: %1.", "S07 spoken").arg(card.shown.denominationWords)
            color: Theme.softBrandInk
            font.pixelSize: Theme.small
        }

        NoteMix {
            id: notes

            width: parent.width
            model: card.shown.denominations
            spacing: Theme.space1
            noteWidth: Math.min(Theme.noteWidthSmall, (width - 2 * spacing) / 3)
            isSmall: lineCount > 3
        }
    }
}
