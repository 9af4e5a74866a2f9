// The envelope slot: its lamp, its opening, and the envelope that can be put in while it is open.
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: slot

    required property PanelModel panel
    readonly property string says: slot.panel.slotOpen ? "Put an envelope in" : slot.panel.slotBusy ? "On its way in" : "Envelope slot"

    objectName: "panel.envelope"
    name: slot.says
    onPressed: slot.panel.clickEnvelope()

    Rectangle {
        anchors.fill: parent
        radius: PanelTheme.radius
        color: PanelTheme.steelRise
        border.width: PanelTheme.hair
        border.color: slot.hovered ? PanelTheme.lampOn : PanelTheme.steelEdge
    }

    Lamp {
        id: lamp

        x: PanelTheme.space
        y: PanelTheme.gap / 2
        width: PanelTheme.envelopeWidth
        lit: slot.panel.envelopeLamp
    }

    Rectangle {
        id: opening

        x: lamp.x
        anchors.top: lamp.bottom
        anchors.topMargin: PanelTheme.gap / 2
        width: lamp.width
        height: slot.panel.slotOpen ? PanelTheme.gap * 1.5 : PanelTheme.gap
        radius: PanelTheme.gap / 2
        color: PanelTheme.hole
    }

    Item {
        clip: true
        x: opening.x
        anchors.top: opening.verticalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: PanelTheme.hair
        width: opening.width

        Rectangle {
            objectName: "panel.envelope.paper"
            visible: slot.panel.slotOpen || slot.panel.slotBusy
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - 2 * PanelTheme.gap
            height: PanelTheme.envelopeHeight
            y: slot.panel.slotOpen ? 0 : -PanelTheme.envelopeHeight * 0.75
            radius: PanelTheme.ring
            color: PanelTheme.sand
            border.width: PanelTheme.hair
            border.color: PanelTheme.sandInk

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: PanelTheme.space
                width: parent.width / 2
                height: PanelTheme.ring
                color: PanelTheme.sandInk
            }

            Behavior on y {
                NumberAnimation {
                    duration: PanelTheme.move
                    easing.type: Easing.InCubic
                }
            }
        }
    }

    PanelText {
        anchors.left: opening.right
        anchors.leftMargin: PanelTheme.space
        anchors.right: parent.right
        anchors.rightMargin: PanelTheme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: slot.panel.slotJammed ? "Jammed" : slot.panel.binFull ? "Bin is full" : slot.says
        color: slot.panel.slotJammed || slot.panel.binFull ? PanelTheme.sand : PanelTheme.softBrandInk
        font.pixelSize: PanelTheme.small
        wrapMode: Text.Wrap
        maximumLineCount: 2
        lineHeight: 1
    }
}
