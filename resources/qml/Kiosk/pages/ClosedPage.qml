// S90 and S91: nothing can be done here now.
import QtQuick
import Kiosk

StagePage {
    id: page

    readonly property bool isClosed: page.shown.screenId === "S91"
    readonly property bool isBusy: page.shown.notice !== ""

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    hugeTitle: page.isClosed || page.isBusy
    title: page.isClosed ? qsTr("Closed", "S91") : page.isBusy ? noticeWords.todo : qsTr("Sorry, this machine is not working", "S90")
    detail: page.isClosed ? qsTr("Please come back later.", "S91") : page.isBusy ? noticeWords.why : qsTr("Please use another machine.", "S90")

    picture: Drawing {
        file: "closed"
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.pictureWidth)
        height: width * 360 / 460
    }

    StaffDoor {
        parent: page
        visible: page.isClosed && page.shown.staff.isOffered
        vm: page.vm
        x: page.width - Theme.margin - width
        y: page.height - height - Theme.space4
    }

    // For whoever is about to leave; customers can do nothing about it.
    NoticeStrip {
        id: reminder

        parent: page
        text: page.isClosed ? noticeWords.why : ""
        x: Theme.margin
        y: page.height - height - Theme.space4 - (Theme.portrait && page.shown.staff.isOffered ? Theme.pillHeight + Theme.space4 : 0)
        width: Theme.portrait ? page.width - 2 * Theme.margin : page.bodyWidth * 0.57
    }
}
