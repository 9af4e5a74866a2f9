// A card that goes onto the writer, again and again.
import QtQuick
import Desk

Item {
    id: picture

    width: DeskTheme.writerWidth
    height: DeskTheme.writerHeight
    Accessible.ignored: true

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: parent.height / 2
        radius: DeskTheme.radius
        color: DeskTheme.brandDeep
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height / 2 + DeskTheme.space3
        width: DeskTheme.cardWidth + DeskTheme.space4
        height: DeskTheme.space2
        radius: height / 2
        color: DeskTheme.ink
    }

    Item {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: parent.height / 2 + DeskTheme.space4
        clip: true

        Rectangle {
            id: card

            anchors.horizontalCenter: parent.horizontalCenter
            width: DeskTheme.cardWidth
            height: DeskTheme.cardHeight
            radius: DeskTheme.smallRadius
            color: DeskTheme.card
            border.width: DeskTheme.hair
            border.color: DeskTheme.edge

            Rectangle {
                y: DeskTheme.space3
                width: parent.width
                height: DeskTheme.space4
                color: DeskTheme.ink
            }
        }
    }

    SequentialAnimation {
        running: picture.visible
        loops: Animation.Infinite

        NumberAnimation {
            target: card
            property: "y"
            from: 0
            to: DeskTheme.cardHeight / 2
            duration: DeskTheme.travel
            easing.type: Easing.InOutQuad
        }

        PauseAnimation {
            duration: DeskTheme.rest
        }
    }
}
