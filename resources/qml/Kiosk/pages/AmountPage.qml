// S07: how much cash.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("How much cash?", "S07")
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
