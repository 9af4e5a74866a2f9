// Between title and lines: what has just happened, by sign, colour and words; or that it is under way.
import QtQuick
import Kiosk
import Kiosk.Models

Rectangle {
    id: strip

    required property StaffModel staff
    required property string screenId
    readonly property string words: StaffWords.cell(strip.staff.notice)
    readonly property string mood: strip.staff.noticeMood
    readonly property bool isBusy: strip.staff.isBusy
    readonly property bool isWrong: strip.mood === "bad" && !strip.isBusy
    readonly property bool isOdd: strip.mood === "warn" && !strip.isBusy

    visible: strip.isBusy || strip.words !== ""
    height: Math.max(Theme.staffStripHeight, said.contentHeight + Theme.space3)
    radius: Theme.smallRadius
    color: strip.isWrong ? Theme.notice : strip.isOdd ? Theme.sand : Theme.tint

    MoodSign {
        id: sign

        mood: strip.isBusy ? "" : strip.mood
        x: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
    }

    Words {
        id: said

        objectName: "scr." + strip.screenId + ".notice"
        x: sign.visible ? sign.x + sign.width + Theme.space2 : Theme.space3
        width: (bar.visible ? bar.x - Theme.space3 : strip.width - Theme.space2) - x
        height: strip.height
        verticalAlignment: Text.AlignVCenter
        text: strip.words !== "" ? strip.words : qsTr("Please wait", "Every staff page")
        color: strip.isWrong ? Theme.noticeInk : Theme.ink
        font.pixelSize: Theme.staffText
        font.weight: Theme.weightMedium
        lineHeight: 1
        Accessible.role: Accessible.AlertMessage
    }

    WaitBar {
        id: bar

        visible: strip.isBusy
        colour: Theme.brand
        step: Theme.space6
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
    }
}
