// A button: its words, and under them what it is for, if that is said.
import QtQuick
import Desk

DeskClickable {
    id: button

    property string hint: ""
    property string key: ""
    property bool main: false
    property bool grave: false
    property real inset: DeskTheme.space4
    property bool centred: button.hint === ""
    readonly property bool filled: button.main
    readonly property color ground: button.filled ? (button.grave ? DeskTheme.grave : DeskTheme.brand) : DeskTheme.card
    readonly property color groundDown: button.filled ? (button.grave ? DeskTheme.gravePressed : DeskTheme.brandDeep) : DeskTheme.pressed
    readonly property color inkOf: button.filled ? DeskTheme.brandInk : (button.grave ? DeskTheme.grave : DeskTheme.ink)

    readonly property real inner: label.implicitHeight + (button.hint === "" ? 0 : what.implicitHeight)

    implicitHeight: Math.max(DeskTheme.buttonHeight, button.inner + 2 * DeskTheme.space2)
    implicitWidth: Math.ceil(label.implicitWidth) + DeskTheme.space1 + keyCap.width + (button.key === "" ? 0 : DeskTheme.space4) + 2 * DeskTheme.space4
    Accessible.description: button.hint

    Rectangle {
        anchors.fill: parent
        radius: DeskTheme.radius
        color: button.ready ? (button.down || button.hovered && !button.filled ? button.groundDown : button.ground) : DeskTheme.line
        border.width: button.filled || !button.ready ? 0 : DeskTheme.hair
        border.color: DeskTheme.edge
    }

    DeskText {
        id: label

        anchors.left: parent.left
        anchors.right: keyCap.left
        anchors.leftMargin: button.inset
        anchors.rightMargin: button.key === "" ? button.inset : DeskTheme.space2
        y: button.hint === "" ? (button.height - height) / 2 : DeskTheme.space2
        text: button.name
        spoken: false
        color: button.ready ? button.inkOf : DeskTheme.softInk
        font.pixelSize: DeskTheme.label
        font.weight: DeskTheme.medium
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
        horizontalAlignment: button.centred ? Text.AlignHCenter : Text.AlignLeft
    }

    DeskText {
        id: what

        anchors.left: label.left
        anchors.right: label.right
        anchors.top: label.bottom
        visible: button.hint !== ""
        text: button.hint
        spoken: false
        color: button.filled && button.ready ? DeskTheme.softBrandInk : DeskTheme.softInk
        font.pixelSize: DeskTheme.small
    }

    Item {
        id: keyCap

        anchors.right: parent.right
        anchors.rightMargin: button.key === "" ? 0 : DeskTheme.space3
        anchors.verticalCenter: parent.verticalCenter
        width: button.key === "" ? 0 : cap.implicitWidth + DeskTheme.space3
        height: DeskTheme.keyCap

        Rectangle {
            visible: button.key !== ""
            anchors.fill: parent
            radius: DeskTheme.smallRadius
            color: DeskTheme.none
            border.width: DeskTheme.hair
            border.color: button.filled && button.ready ? DeskTheme.softBrandInk : DeskTheme.edge
        }

        DeskText {
            id: cap

            anchors.centerIn: parent
            text: button.key
            spoken: false
            color: button.filled && button.ready ? DeskTheme.brandInk : DeskTheme.softInk
            font.pixelSize: DeskTheme.small
        }
    }
}
