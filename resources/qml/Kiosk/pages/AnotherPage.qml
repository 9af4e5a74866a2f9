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
            text: qsTr("Your card is still in the machine.", "S16")
            color: Theme.brandInk
            font.pixelSize: Theme.label
        }

        SlotPicture {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: words.bottom
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space3
            kind: "card-kept"
        }
    }
}
