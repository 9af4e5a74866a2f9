// A white ground with a heading, on which a part of a page stands.
import QtQuick
import Desk

FocusScope {
    id: card

    default property alias content: room.data
    property string heading: ""

    activeFocusOnTab: false

    Rectangle {
        anchors.fill: parent
        radius: DeskTheme.radius
        color: DeskTheme.card
        border.width: DeskTheme.hair
        border.color: DeskTheme.line
    }

    DeskText {
        id: title

        visible: card.heading !== ""
        x: DeskTheme.space4
        y: DeskTheme.space3
        text: card.heading
        font.pixelSize: DeskTheme.heading
        font.weight: DeskTheme.strong
        Accessible.role: Accessible.Heading
    }

    Item {
        id: room

        anchors.fill: parent
        anchors.margins: DeskTheme.space4
        anchors.topMargin: card.heading === "" ? DeskTheme.space4 : title.y + title.height + DeskTheme.space2
    }
}
