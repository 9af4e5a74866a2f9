// S09: what becomes of the receipt.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Would you like a receipt?", "S09")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.brandDeep
        clip: true

        SlotPicture {
            anchors.fill: parent
            anchors.margins: Theme.space3
            kind: "receipt"
        }
    }
}
