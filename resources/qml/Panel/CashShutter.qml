// The cash slot: shut, or open with the notes that lie in it.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: shutter

    required property PanelModel panel

    objectName: "panel.cash"
    name: shutter.panel.shutterOpen ? "Take the notes" : "Cash slot"
    onPressed: shutter.panel.clickCash()

    Rectangle {
        anchors.fill: parent
        radius: PanelTheme.radius
        color: PanelTheme.steelRise
        border.width: PanelTheme.hair
        border.color: shutter.hovered ? PanelTheme.lampOn : PanelTheme.steelEdge
    }

    Lamp {
        id: lamp

        anchors.horizontalCenter: parent.horizontalCenter
        y: PanelTheme.space
        width: parent.width - 2 * PanelTheme.wide
        lit: shutter.panel.cashLamp
    }

    Rectangle {
        id: opening

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: lamp.bottom
        anchors.topMargin: PanelTheme.gap
        width: lamp.width
        height: shutter.panel.shutterOpen ? PanelTheme.gap * 2 : PanelTheme.gap
        radius: PanelTheme.gap / 2
        color: PanelTheme.hole
    }

    PanelText {
        visible: !shutter.panel.shutterOpen
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: PanelTheme.wide
        text: "Cash slot"
        color: PanelTheme.softBrandInk
        font.pixelSize: PanelTheme.small
    }

    Item {
        clip: true
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: opening.verticalCenter
        width: opening.width
        height: PanelTheme.noteHeight + PanelTheme.gap

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: PanelTheme.gap
            y: shutter.panel.shutterOpen ? -PanelTheme.gap / 2 : -PanelTheme.noteHeight

            Behavior on y {
                NumberAnimation {
                    duration: PanelTheme.move
                    easing.type: Easing.OutCubic
                }
            }

            Repeater {
                id: stacks

                model: shutter.panel.notes

                NoteStack {
                    room: Math.min(PanelTheme.noteWidth, (opening.width + PanelTheme.gap) / stacks.count - PanelTheme.gap)
                }
            }
        }
    }
}
