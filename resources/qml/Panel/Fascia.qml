// The drawn front: card reader and side keys, PIN pad, cash slot, envelope slot, headphone jack.
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
        anchors.right: parent.right
        anchors.bottom: envelopes.top
        anchors.margins: PanelTheme.space
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
