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
            "S06": page.shown.showsSums ? qsTr("Beside each account: what is available now.", "S06") : "",
            "S21": qsTr("The money leaves this account.", "S21"),
            "S21a": qsTr("The money comes from here:", "S21a")
        })

    readonly property string question: page.titles[page.shown.screenId] ?? ""

    title: page.shown.parts > 0 ? qsTr("%1 (%2 of %3)", "S06 question, part of the accounts, parts").arg(page.question).arg(page.shown.part).arg(page.shown.parts) : page.question
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
