// The headphone jack; a click puts headphones in or takes them out.
import QtQuick
import Panel
import Panel.Models

Clickable {
    id: jack

    required property PanelModel panel

    objectName: "panel.jack"
    name: jack.panel.headphonesIn ? "Take headphones out" : "Put headphones in"
    Accessible.checkable: true
    Accessible.checked: jack.panel.headphonesIn
    onPressed: jack.panel.headphones()

    Rectangle {
        anchors.fill: parent
        radius: PanelTheme.radius
        color: PanelTheme.steelRise
        border.width: PanelTheme.hair
        border.color: jack.hovered ? PanelTheme.lampOn : PanelTheme.steelEdge
    }

    Rectangle {
        id: hole

        x: PanelTheme.space
        anchors.verticalCenter: parent.verticalCenter
        width: PanelTheme.wide
        height: width
        radius: width / 2
        color: jack.panel.headphonesIn ? PanelTheme.key : PanelTheme.hole
        border.width: PanelTheme.ring
        border.color: PanelTheme.steelEdge
    }

    PanelText {
        anchors.left: hole.right
        anchors.leftMargin: PanelTheme.gap
        anchors.right: parent.right
        anchors.rightMargin: PanelTheme.hair
        anchors.verticalCenter: parent.verticalCenter
        text: jack.panel.headphonesIn ? "Headphones in" : "Headphones"
        color: PanelTheme.softBrandInk
        font.pixelSize: PanelTheme.small
        wrapMode: Text.Wrap
        maximumLineCount: 2
        lineHeight: 1
    }
}
