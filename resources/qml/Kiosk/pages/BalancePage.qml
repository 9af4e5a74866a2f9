// S20: the account's figures.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: page.vm.account === "" ? qsTr("Your balance", "S20") : page.vm.account

    Panel {
        anchors.fill: parent

        Column {
            x: Theme.space4
            width: parent.width - 2 * Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1

            Words {
                width: parent.width
                text: qsTr("Available", "S20")
                color: Theme.softInk
            }

            Figure {
                objectName: "scr.S20.available"
                width: parent.width
                text: page.vm.available
                font.pixelSize: Theme.display
            }

            Item {
                width: parent.width
                height: Theme.space6

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: Theme.hair
                    color: Theme.line
                }
            }

            Words {
                width: parent.width
                text: qsTr("Balance", "S20")
                color: Theme.softInk
            }

            Figure {
                objectName: "scr.S20.balance"
                width: parent.width
                text: page.vm.balance
            }
        }
    }
}
