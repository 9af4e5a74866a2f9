// The receipt slot: its lamp, its mouth, and the receipt that sticks out of it.
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: slot

    required property PanelModel panel
    readonly property bool isStopped: slot.panel.printerJammed || slot.panel.receiptPaper === "out"
    readonly property string says: slot.panel.printerJammed ? "Jammed" : slot.panel.receiptPaper === "out" ? "No paper" : slot.panel.receiptPaper === "low" ? "Paper low" : "Receipt slot"

    objectName: "panel.receipt"
    name: slot.panel.receiptOut ? "Take the receipt" : "Receipt slot"
    onPressed: slot.panel.clickReceipt()

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
        y: PanelTheme.space
        width: parent.width - 2 * PanelTheme.space
        lit: slot.panel.receiptLamp
    }

    Rectangle {
        id: mouth

        x: lamp.x
        anchors.top: lamp.bottom
        anchors.topMargin: PanelTheme.gap
        width: lamp.width
        height: PanelTheme.gap
        radius: PanelTheme.gap / 2
        color: PanelTheme.hole
    }

    Item {
        clip: true
        x: mouth.x + PanelTheme.ring
        anchors.top: mouth.verticalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: PanelTheme.hair
        width: mouth.width - 2 * PanelTheme.ring

        Image {
            id: sheet

            objectName: "panel.receipt.paper"
            visible: slot.panel.receiptOut
            source: slot.panel.receiptAtSlot
            width: parent.width
            height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0
            sourceSize.width: PanelTheme.receiptWidth
            Accessible.ignored: true
            y: slot.panel.receiptOut ? parent.height - height : -height

            Behavior on y {
                NumberAnimation {
                    duration: PanelTheme.move
                    easing.type: Easing.OutCubic
                }
            }
        }
    }

    PanelText {
        visible: !slot.panel.receiptOut
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: PanelTheme.wide
        text: slot.says
        color: slot.isStopped || slot.panel.receiptPaper === "low" ? PanelTheme.sand : PanelTheme.softBrandInk
        font.pixelSize: PanelTheme.small
    }
}
