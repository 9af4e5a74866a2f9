// The receipt that was taken, held up to be read; a click puts it away. A long one is scrolled.
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: hand

    required property PanelModel panel
    required property real heightMax

    objectName: "panel.receiptInHand"
    name: "Put the receipt away"
    visible: hand.panel.receiptInHand !== ""
    width: PanelTheme.receiptInHand
    height: Math.min(sheet.height, hand.heightMax)
    Accessible.description: hand.panel.wordsInHand
    onPressed: hand.panel.putReceiptAway()

    Rectangle {
        anchors.fill: parent
        anchors.margins: -PanelTheme.hair
        color: PanelTheme.edge
    }

    Scrolled {
        anchors.fill: parent

        Image {
            id: sheet

            objectName: "panel.receiptInHand.paper"
            source: hand.panel.receiptInHand
            width: hand.width
            height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0
            sourceSize.width: PanelTheme.receiptInHand
            Accessible.ignored: true

            // What scrolls takes clicks away from what lies below it; a drag is none.
            TapHandler {
                onTapped: hand.pressed()
            }
        }
    }
}
