// S20: the account's figures.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: page.shown.account === "" ? qsTr("Your balance", "S20") : page.shown.account

    Panel {
        id: panel

        readonly property bool isBeside: page.isOne && !Theme.portrait
        readonly property real half: (width - 2 * Theme.space6 - Theme.space8) / 2

        anchors.fill: parent

        Grid {
            x: Theme.space6
            width: parent.width - 2 * Theme.space6
            anchors.verticalCenter: parent.verticalCenter
            columns: panel.isBeside ? 2 : 1
            columnSpacing: Theme.space8
            rowSpacing: Theme.space8

            BalanceFigure {
                objectName: "scr.S20.available"
                width: panel.isBeside ? panel.half : parent.width
                label: qsTr("Available now", "S20")
                figure: page.shown.available
            }

            BalanceFigure {
                objectName: "scr.S20.balance"
                width: panel.isBeside ? panel.half : parent.width
                label: qsTr("Balance", "S20")
                figure: page.shown.balance
            }
        }

        Rectangle {
            visible: panel.isBeside
            anchors.centerIn: parent
            width: Theme.hair
            height: parent.height * 0.5
            color: Theme.line
        }
    }
}
