// S06, S21 and S21a: one of the card's accounts. What was chosen before stands on the card.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    readonly property var titles: ({
            "S06": qsTr("Which account?", "S06"),
            "S21": qsTr("Transfer from which account?", "S21"),
            "S21a": qsTr("Transfer to which account?", "S21a")
        })
    readonly property var remarks: ({
            "S06": qsTr("Your card has %n account(s).", "S06", page.shown.accountCount),
            "S21": qsTr("The money leaves this account.", "S21"),
            "S21a": qsTr("The money comes from here:", "S21a")
        })

    title: page.titles[page.shown.screenId] ?? ""
    notice: noticeWords.why
    hasCard: !page.isBoth
    oneColumnWidth: Theme.accountTileWidth

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    AccountCard {
        anchors.fill: parent
        shown: page.shown
        remark: page.remarks[page.shown.screenId] ?? ""
        available: page.shown.sourceAvailable
    }
}
