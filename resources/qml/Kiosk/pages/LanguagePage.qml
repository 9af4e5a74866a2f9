// S01: the language of this visit. Each tile names its language in its own words.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    // Never drawn by this page: each translation says here what its language calls itself.
    readonly property string ownName: qsTr("English", "S01 the name of this very language")

    title: qsTr("Choose your language", "S01")

    Rectangle {
        id: panel

        anchors.fill: parent
        radius: Theme.radius
        color: Theme.brandDeep
        clip: true

        Drawing {
            visible: !page.shown.cardIn
            file: "grass"
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: timeLeft.top
            anchors.bottomMargin: Theme.space3
            height: Math.min(timeLeft.y - 2 * Theme.space4, parent.width * 0.6)
            width: height * 320 / 300
        }

        SlotPicture {
            visible: page.shown.cardIn
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: timeLeft.top
            anchors.margins: Theme.space3
            kind: "card-kept"
        }

        TimeLeft {
            id: timeLeft

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.space4
            vm: page.vm
            wordsName: "scr.S01.seconds"
            //: Name the very language of this translation: it is the one that the visit goes on in.
            text: qsTr("Continues in English in %n second(s).", "S01", page.vm.seconds)
            //: Name the very language of this translation: it is the one that the visit goes on in.
            said: qsTr("Continues in English in %n second(s).", "S01", page.vm.secondsSaid)
            ink: Theme.brandInk
            fill: Theme.sand
            ground: Theme.brandEdge
        }
    }
}
