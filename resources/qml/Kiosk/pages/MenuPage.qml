// S05: what the customer came for.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("What would you like to do?", "S05")
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
