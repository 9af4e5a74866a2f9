// The way to one page, with the key that leads there, too.
import QtQuick
import Desk

DeskClickable {
    id: tab

    required property string key
    required property bool current

    width: words.implicitWidth + cap.implicitWidth + DeskTheme.space2 + 2 * DeskTheme.space4
    ringRadius: 0
    Accessible.role: Accessible.PageTab
    Accessible.selectable: true
    Accessible.selected: tab.current

    Rectangle {
        anchors.fill: parent
        color: tab.current ? DeskTheme.brand : (tab.hovered ? Qt.darker(DeskTheme.brand, 1.15) : DeskTheme.none)
    }

    Rectangle {
        visible: tab.current
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: DeskTheme.space1
        color: DeskTheme.sand
    }

    Row {
        anchors.centerIn: parent
        spacing: DeskTheme.space2

        DeskText {
            id: words

            text: tab.name
            spoken: false
            color: DeskTheme.brandInk
            font.pixelSize: DeskTheme.label
            font.weight: tab.current ? DeskTheme.strong : DeskTheme.medium
        }

        DeskText {
            id: cap

            anchors.verticalCenter: words.verticalCenter
            text: tab.key
            spoken: false
            color: DeskTheme.softBrandInk
            font.pixelSize: DeskTheme.small
        }
    }
}
