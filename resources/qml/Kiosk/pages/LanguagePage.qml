// S01: the language of this visit. Each tile names its language in its own words.
import QtQuick
import Kiosk

ChoicePage {
    // Never drawn by this page: each translation says here what its language calls itself.
    readonly property string ownName: qsTr("English", "S01 the name of this very language")

    title: qsTr("Choose your language", "S01")

    Rectangle {
        id: panel

        anchors.fill: parent
        radius: Theme.radius
        color: Theme.brandDeep
        clip: true

        SlotPicture {
            anchors.fill: parent
            anchors.margins: Theme.space3
            kind: "card-kept"
        }
    }
}
