// The card reader: its lamp, its slot, and the card as far as it sticks out.
import QtQuick
import Kiosk
import Panel
import Panel.Models

Clickable {
    id: slot

    required property PanelModel panel
    readonly property bool isOut: slot.panel.card === "at_slot"
    readonly property bool isTakeable: slot.isOut && slot.panel.cardGivenBack
    readonly property bool isJammed: slot.panel.card === "jam"
    readonly property real sticksOut: slot.isTakeable ? 0.72 : slot.isOut ? 0.34 : slot.panel.cardName === "" ? 0 : 0.12

    objectName: "panel.slot"
    name: slot.isTakeable ? "Take the card" : "Card slot"
    implicitWidth: PanelTheme.slotWidth
    implicitHeight: PanelTheme.slotHeight
    onPressed: slot.panel.clickSlot()

    Item {
        clip: true
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: reader.top
        anchors.bottomMargin: -PanelTheme.slotDepth / 2

        Drawing {
            file: "card"
            visible: slot.panel.cardName !== ""
            anchors.horizontalCenter: parent.horizontalCenter
            width: PanelTheme.cardWidth
            height: PanelTheme.cardHeight
            y: parent.height - PanelTheme.cardHeight * slot.sticksOut

            Behavior on y {
                NumberAnimation {
                    duration: PanelTheme.move
                    easing.type: Easing.OutCubic
                }
            }
        }
    }

    Drawing {
        file: "push-in"
        visible: slot.panel.cardName === ""
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: reader.top
        anchors.bottomMargin: PanelTheme.gap
        width: PanelTheme.sign
        height: PanelTheme.sign
    }

    Rectangle {
        id: reader

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: PanelTheme.slotDepth + PanelTheme.wide + PanelTheme.gap
        radius: PanelTheme.radius
        color: PanelTheme.steelRise
        border.width: PanelTheme.hair
        border.color: slot.hovered ? PanelTheme.lampOn : PanelTheme.steelEdge

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: PanelTheme.gap
            width: PanelTheme.cardWidth + PanelTheme.space
            height: PanelTheme.gap
            radius: PanelTheme.gap / 2
            color: PanelTheme.hole
        }

        Lamp {
            anchors.horizontalCenter: parent.horizontalCenter
            y: PanelTheme.gap + PanelTheme.space
            width: PanelTheme.cardWidth + PanelTheme.space
            lit: slot.panel.cardLamp
        }

        PanelText {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: PanelTheme.hair
            width: Math.min(implicitWidth, parent.width - PanelTheme.gap)
            text: slot.isJammed ? "Jammed" : slot.panel.cardOwner === "" ? "Card slot" : slot.panel.cardOwner
            color: slot.isJammed ? PanelTheme.sand : PanelTheme.softBrandInk
            font.pixelSize: PanelTheme.small
        }
    }
}
