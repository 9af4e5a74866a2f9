// The top of the window: the hotel, the pages, who is at the desk and what time it is.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

Rectangle {
    id: header

    required property DeskModel desk
    readonly property var shown: header.desk.top

    color: DeskTheme.brandDeep
    height: DeskTheme.headerHeight

    DeskText {
        id: hotel

        anchors.left: parent.left
        anchors.leftMargin: DeskTheme.space6
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, tabs.x - 2 * DeskTheme.space6)
        text: header.shown.hotel ?? ""
        color: DeskTheme.brandInk
        font.family: DeskTheme.titleFamily
        font.pixelSize: DeskTheme.figure
        font.weight: DeskTheme.strong
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    Row {
        id: tabs

        anchors.horizontalCenter: parent.horizontalCenter
        height: parent.height

        Repeater {
            model: [
                {
                    page: "board",
                    label: "Rooms",
                    key: "F1"
                },
                {
                    page: "staff",
                    label: "Staff",
                    key: "F2"
                },
                {
                    page: "rounds",
                    label: "Rounds",
                    key: "F3"
                },
                {
                    page: "safety",
                    label: "Safety",
                    key: "F4"
                }
            ]

            DeskTab {
                id: tab

                required property var modelData

                objectName: "desk.tab." + tab.modelData.page
                name: tab.modelData.label
                key: tab.modelData.key
                current: header.desk.page === tab.modelData.page || (tab.modelData.page === "board" && (header.desk.page === "room" || header.desk.page === "audit"))
                height: tabs.height
                onPressed: header.desk.go(tab.modelData.page)
            }
        }
    }

    DeskClickable {
        objectName: "desk.act.clerk"
        name: "Clerk: " + (header.shown.clerk ?? "") + ". Change"
        visible: (header.shown.clerk ?? "") !== ""
        anchors.right: parent.right
        anchors.rightMargin: DeskTheme.space6
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(parent.width - tabs.x - tabs.width - 2 * DeskTheme.space6, Math.max(clerk.implicitWidth, moment.implicitWidth) + 2 * DeskTheme.space2)
        height: parent.height - 2 * DeskTheme.space2
        ringRadius: DeskTheme.smallRadius
        onPressed: header.desk.act("clerk")

        Column {
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: DeskTheme.space2

            DeskText {
                id: clerk

                width: parent.width
                text: header.shown.clerk ?? ""
                spoken: false
                color: DeskTheme.brandInk
                font.pixelSize: DeskTheme.text
                font.weight: DeskTheme.medium
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignRight
            }

            DeskText {
                id: moment

                width: parent.width
                text: header.shown.moment ?? ""
                color: DeskTheme.softBrandInk
                font.pixelSize: DeskTheme.small
                font.features: DeskTheme.tabular
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignRight
            }
        }
    }
}
