// The drawn front: card reader and side keys, PIN pad, slots for cash, envelopes and receipts, jack.
import QtQuick
import Panel
import Panel.Models

Rectangle {
    id: front

    required property PanelModel panel
    property real padHeight: PanelTheme.padHeight

    implicitHeight: front.padHeight + PanelTheme.shutterHeight + PanelTheme.slotRow + 3 * PanelTheme.space + PanelTheme.gap
    radius: PanelTheme.bigRadius
    color: PanelTheme.steel

    CardSlot {
        id: slot

        panel: front.panel
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: PanelTheme.space
        height: front.padHeight * 0.585
    }

    SideKeys {
        panel: front.panel
        anchors.left: slot.left
        anchors.right: slot.right
        anchors.top: slot.bottom
        anchors.topMargin: PanelTheme.gap
        anchors.bottom: pad.bottom
    }

    PinPad {
        id: pad

        panel: front.panel
        anchors.left: slot.right
        anchors.leftMargin: PanelTheme.wide
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: PanelTheme.space
        height: front.padHeight
    }

    CashShutter {
        panel: front.panel
        anchors.left: parent.left
        anchors.right: receipts.left
        anchors.bottom: envelopes.top
        anchors.leftMargin: PanelTheme.space
        anchors.rightMargin: PanelTheme.gap
        anchors.bottomMargin: PanelTheme.gap
        height: PanelTheme.shutterHeight
    }

    EnvelopeSlot {
        id: envelopes

        panel: front.panel
        anchors.left: parent.left
        anchors.right: jack.left
        anchors.bottom: parent.bottom
        anchors.margins: PanelTheme.space
        anchors.rightMargin: PanelTheme.gap
        height: PanelTheme.slotRow
    }

    ReceiptSlot {
        id: receipts

        panel: front.panel
        anchors.right: parent.right
        anchors.rightMargin: PanelTheme.space
        anchors.bottom: envelopes.top
        anchors.bottomMargin: PanelTheme.gap
        width: PanelTheme.receiptWidth
        height: PanelTheme.shutterHeight
    }

    Jack {
        id: jack

        panel: front.panel
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: PanelTheme.space
        width: PanelTheme.jackWidth
        height: PanelTheme.slotRow
    }
}
