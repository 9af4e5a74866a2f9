// S93: the operator counts the notes of each canister, twice; then sees where the safe differs.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

Page {
    id: page

    readonly property bool isAsking: page.shown.notice !== "C02"

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    Loader {
        anchors.fill: parent
        sourceComponent: page.isAsking ? asking : differing
    }

    Component {
        id: asking

        CountEntry {
            vm: page.vm
            shown: page.shown
            notice: noticeWords.why
            bodyTop: page.bodyTop
            bodyHeight: page.bodyHeight
            bodyWidth: page.bodyWidth
        }
    }

    Component {
        id: differing

        CountDifferences {
            vm: page.vm
            shown: page.shown
            title: noticeWords.todo
            why: noticeWords.why
            bodyTop: page.bodyTop
            bodyHeight: page.bodyHeight
            bodyWidth: page.bodyWidth
            gridHeight: page.gridHeight
        }
    }
}
