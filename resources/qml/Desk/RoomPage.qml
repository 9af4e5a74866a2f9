// One room: how it stands, who stays in it, and what can be done.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: page

    required property DeskModel desk
    readonly property var room: page.desk.room
    readonly property string look: page.room.look ?? "free"

    DeskButton {
        id: back

        objectName: "desk.back"
        name: "Rooms"
        key: "Esc"
        onPressed: page.desk.back()
        KeyNavigation.tab: actions
    }

    DeskText {
        id: title

        anchors.left: back.right
        anchors.leftMargin: DeskTheme.space6
        anchors.verticalCenter: back.verticalCenter
        text: "Room " + (page.room.number ?? "")
        font.family: DeskTheme.titleFamily
        font.pixelSize: DeskTheme.title
        font.weight: DeskTheme.strong
        lineHeight: 1
        Accessible.role: Accessible.Heading
    }

    Rectangle {
        anchors.left: title.right
        anchors.leftMargin: DeskTheme.space4
        anchors.verticalCenter: back.verticalCenter
        width: word.implicitWidth + 2 * DeskTheme.space3
        height: word.implicitHeight + DeskTheme.space2
        radius: height / 2
        color: DeskTheme.grounds[page.look]
        border.width: DeskTheme.hair
        border.color: DeskTheme.bars[page.look]

        DeskText {
            id: word

            objectName: "desk.room.word"
            anchors.centerIn: parent
            text: page.room.word ?? ""
            color: page.look === "free" ? DeskTheme.ink : DeskTheme.inks[page.look]
            font.weight: DeskTheme.medium
        }
    }

    DeskCard {
        id: facts

        anchors.left: parent.left
        anchors.right: actions.left
        anchors.rightMargin: DeskTheme.space6
        anchors.top: back.bottom
        anchors.topMargin: DeskTheme.space6
        height: Math.min(page.height - y, list.needed + 2 * DeskTheme.space4)

        Scrolled {
            id: list

            anchors.fill: parent

            Repeater {
                model: page.room.remarks ?? []

                Remark {
                    required property string modelData

                    text: modelData
                    width: list.width
                }
            }

            Repeater {
                model: page.room.lines ?? []

                Item {
                    id: line

                    required property var modelData

                    width: list.width
                    height: value.height

                    DeskText {
                        text: line.modelData.name
                        width: DeskTheme.nameWidth
                        color: DeskTheme.softInk
                    }

                    DeskText {
                        id: value

                        anchors.left: parent.left
                        anchors.leftMargin: DeskTheme.nameWidth
                        anchors.right: parent.right
                        text: line.modelData.text
                        font.weight: DeskTheme.medium
                        font.features: DeskTheme.tabular
                    }
                }
            }
        }
    }

    Actions {
        id: actions

        desk: page.desk
        list: page.room.actions ?? []
        focus: true
        anchors.right: parent.right
        anchors.top: facts.top
        width: DeskTheme.actionsWidth
    }
}
