// The drawn front: card reader and side keys, PIN pad, cash slot.
import QtQuick
import Panel
import Panel.Models

Rectangle {
    id: front

    required property PanelModel panel
    property real padHeight: PanelTheme.padHeight

    implicitHeight: front.padHeight + PanelTheme.shutterHeight + 3 * PanelTheme.space
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
        anchors.bottom: parent.bottom
        anchors.margins: PanelTheme.space
        height: PanelTheme.shutterHeight
    }
}
