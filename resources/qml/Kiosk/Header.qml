// The bank's name and the time, on every page.
import QtQuick
import Kiosk.Models

Item {
    id: header

    required property KioskViewModel vm
    required property bool isDark
    readonly property color colour: header.isDark ? Theme.brandInk : Theme.ink

    height: Theme.headerHeight

    Drawing {
        id: logo

        file: header.isDark ? "logo-on-brand" : "logo-on-paper"
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.logo
        height: Theme.logo
    }

    Words {
        anchors.left: logo.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: header.vm.bankName
        color: header.colour
        font.family: Theme.titleFamily
        font.pixelSize: Theme.body
        font.weight: Theme.weightStrong
        wrapMode: Text.NoWrap
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        text: header.vm.clock
        color: header.colour
        font.pixelSize: Theme.body
        font.weight: Theme.weightMedium
        font.features: Theme.tabular
        wrapMode: Text.NoWrap
    }
}
