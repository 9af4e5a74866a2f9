// S02, S11 and S13: the machine or the bank is busy, and what the customer should know meanwhile.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property var titles: ({
            "S02": page.shown.cardIn ? qsTr("Leave your card in the machine", "S02") : qsTr("Your card comes back at once", "S02"),
            "S11": qsTr("Please wait", "S11"),
            "S13": page.shown.notice !== "" ? qsTr("Please wait", "S13") : qsTr("Please wait for your cash", "S13")
        })
    readonly property var details: ({
            "S02": page.shown.cardIn ? qsTr("We are reading your card.", "S02") : qsTr("We are reading it. Then you type your PIN.", "S02"),
            "S11": page.isLong ? qsTr("We are still waiting for your bank.", "S11") : qsTr("We are contacting your bank.", "S11"),
            "S13": page.shown.notice !== "" ? noticeWords.why : page.shown.amount === "" ? qsTr("We are counting it.", "S13") : qsTr("We are counting %1.", "S13").arg(page.shown.amount)
        })

    // Whoever waits for long hears that something is still going on.
    property bool isLong: false
    readonly property bool asksBank: page.visible && page.shown.screenId === "S11"

    onAsksBankChanged: page.isLong = false

    Timer {
        interval: Theme.longWait
        running: page.asksBank
        onTriggered: page.isLong = true
    }

    title: page.titles[page.shown.screenId] ?? ""
    detail: page.details[page.shown.screenId] ?? ""

    WaitBar {
        y: Theme.space2
    }

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    picture: Item {
        anchors.fill: parent

        SlotPicture {
            visible: page.shown.screenId === "S02"
            anchors.fill: parent
            kind: "card-kept"
        }

        Drawing {
            visible: page.shown.screenId !== "S02"
            file: page.shown.screenId === "S13" ? "counting" : "link"
            anchors.centerIn: parent
            width: Math.min(parent.width, Theme.pictureWidth)
            height: width * 300 / 460
        }
    }
}
