// S02, S11 and S13: the machine or the bank is busy, and what the customer should know meanwhile.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property var titles: ({
            "S02": qsTr("Leave your card in the machine", "S02"),
            "S11": qsTr("Please wait", "S11"),
            "S13": page.vm.notice !== "" ? qsTr("Please wait", "S13") : qsTr("Please wait for your cash", "S13")
        })
    readonly property var details: ({
            "S02": qsTr("We are reading your card.", "S02"),
            "S11": qsTr("We are contacting your bank.", "S11"),
            "S13": page.vm.notice !== "" ? noticeWords.why : page.vm.amount === "" ? qsTr("We are counting it.", "S13") : qsTr("We are counting %1.", "S13").arg(page.vm.amount)
        })

    title: page.titles[page.vm.screenId] ?? ""
    detail: page.details[page.vm.screenId] ?? ""

    WaitBar {
        y: Theme.space2
    }

    NoticeWords {
        id: noticeWords

        notice: page.vm.notice
        triesLeft: page.vm.triesLeft
    }

    picture: Item {
        anchors.fill: parent

        SlotPicture {
            visible: page.vm.screenId === "S02"
            anchors.fill: parent
            kind: "card-kept"
        }

        Drawing {
            visible: page.vm.screenId !== "S02"
            file: page.vm.screenId === "S13" ? "counting" : "link"
            anchors.centerIn: parent
            width: Math.min(parent.width, Theme.pictureWidth)
            height: width * 300 / 460
        }
    }
}
