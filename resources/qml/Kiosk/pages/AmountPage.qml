// S07: how much cash.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("How much cash?", "S07")
    notice: noticeWords.why

    NoticeWords {
        id: noticeWords

        notice: page.vm.notice
        triesLeft: page.vm.triesLeft
    }

    AccountCard {
        anchors.fill: parent
        vm: page.vm
        showsNotes: true
    }
}
