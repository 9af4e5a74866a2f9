// S17: thank you, and a last look for what may be left behind.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property string withoutCash: page.shown.hadReceipt ? qsTr("Do you have your card and your receipt?", "S17") : qsTr("Do you have your card?", "S17")

    hugeTitle: true
    title: qsTr("Thank you", "S17")
    detail: page.shown.amount === "" ? page.withoutCash : page.shown.hadReceipt ? qsTr("Do you have your card, your cash and your receipt?", "S17") : qsTr("Do you have your card and your cash?", "S17")
    money: page.shown.amount === "" ? "" : qsTr("You took %1.", "S17").arg(page.shown.amount)

    Words {
        visible: text !== ""
        width: parent.width
        text: noticeWords.why
        color: Theme.softBrandInk
        font.pixelSize: Theme.label
    }

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    picture: Drawing {
        file: "grass"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(parent.width, Theme.pictureWidth)
        height: width * 300 / 320
    }
}
