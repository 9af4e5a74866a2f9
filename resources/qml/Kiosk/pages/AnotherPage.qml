// S16: anything else? And where the card is meanwhile.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Do anything else?", "S16")
    notice: noticeWords.why

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    Rectangle {
        id: panel

        anchors.fill: parent
        radius: Theme.radius
        color: Theme.brandDeep
        clip: true

        Words {
            id: words

            x: Theme.space4
            y: Theme.space4
            width: parent.width - 2 * Theme.space4
            text: page.shown.cardIn ? qsTr("Your card is still in the machine.", "S16") : qsTr("You have your card.", "S16")
            color: Theme.brandInk
            font.pixelSize: Theme.label
        }

        Drawing {
            visible: !page.shown.cardIn
            file: "grass"
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            height: Math.min(parent.height - words.height - 3 * Theme.space4, parent.width * 0.6)
            width: height * 320 / 300
        }

        SlotPicture {
            visible: page.shown.cardIn
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: words.bottom
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space3
            kind: "card-kept"
        }
    }
}
