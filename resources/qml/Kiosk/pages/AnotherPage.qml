// S16: anything else?
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Do anything else?", "S16")

    AccountCard {
        anchors.fill: parent
        shown: page.shown
    }
}
