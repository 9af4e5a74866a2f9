// S05: what the customer came for.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("What would you like to do?", "S05")
    notice: noticeWords.why

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    AccountCard {
        anchors.fill: parent
        shown: page.shown
        showsNotes: true
    }
}
