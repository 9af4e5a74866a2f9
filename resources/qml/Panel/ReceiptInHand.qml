// The receipt that was taken, held up to be read; a click puts it away.
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: hand

    required property PanelModel panel

    objectName: "panel.receiptInHand"
    name: "Put the receipt away"
    visible: hand.panel.receiptInHand !== ""
    width: PanelTheme.receiptInHand
    height: sheet.height
    Accessible.description: hand.panel.wordsInHand
    onPressed: hand.panel.putReceiptAway()

    Rectangle {
        anchors.fill: sheet
        anchors.margins: -PanelTheme.hair
        color: PanelTheme.edge
    }

    Image {
        id: sheet

        source: hand.panel.receiptInHand
        width: hand.width
        height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0
        sourceSize.width: PanelTheme.receiptInHand
        Accessible.ignored: true
    }
}
