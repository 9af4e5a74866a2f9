// Who opened a door and who was refused, as its lock told when it was last read.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: page

    required property DeskModel desk
    readonly property var audit: page.desk.audit
    readonly property var lists: page.audit.lists ?? []
    readonly property bool isRead: page.audit.isRead ?? false
    property int chosen: 0
    readonly property var shown: page.lists[page.chosen] ?? ({})

    DeskButton {
        id: back

        objectName: "desk.back"
        name: "Room " + (page.audit.number ?? "")
        key: "Esc"
        onPressed: page.desk.back()
    }

    DeskText {
        id: title

        anchors.left: back.right
        anchors.leftMargin: DeskTheme.space6
        anchors.verticalCenter: back.verticalCenter
        text: "Who opened " + (page.audit.number ?? "")
        font.family: DeskTheme.titleFamily
        font.pixelSize: DeskTheme.title
        font.weight: DeskTheme.strong
        lineHeight: 1
        Accessible.role: Accessible.Heading
    }

    DeskText {
        anchors.right: parent.right
        anchors.verticalCenter: back.verticalCenter
        text: page.audit.read ?? ""
        color: DeskTheme.softInk
        font.features: DeskTheme.tabular
    }

    Row {
        id: filters

        visible: page.isRead
        anchors.top: back.bottom
        anchors.topMargin: DeskTheme.space4
        spacing: DeskTheme.space3

        Repeater {
            model: page.isRead ? page.lists : []

            DeskButton {
                id: filter

                required property var modelData
                required property int index

                objectName: "desk.audit." + filter.modelData.name
                name: filter.modelData.label
                main: filter.index === page.chosen
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: filter.index === page.chosen
                onPressed: page.chosen = filter.index
            }
        }
    }

    DeskCard {
        visible: page.isRead
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: filters.bottom
        anchors.topMargin: DeskTheme.space4
        anchors.bottom: remark.top
        anchors.bottomMargin: DeskTheme.space3
        focus: page.isRead

        ListView {
            id: list

            objectName: "desk.audit"
            anchors.fill: parent
            anchors.rightMargin: DeskTheme.space2
            clip: true
            focus: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.shown.rows ?? []
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            Accessible.name: page.shown.label ?? ""
            Accessible.focusable: true

            delegate: AuditRow {
                width: list.width
                marked: ListView.isCurrentItem && list.activeFocus
            }
        }

        ScrollMark {
            view: list
            x: list.width + DeskTheme.space1
        }

        DeskText {
            visible: list.count === 0
            width: parent.width
            text: page.shown.empty ?? ""
            color: DeskTheme.softInk
        }
    }

    DeskText {
        id: remark

        visible: page.isRead
        anchors.bottom: parent.bottom
        width: parent.width
        text: "In a refusal, whose card it was is what the card says of itself."
        color: DeskTheme.softInk
        font.pixelSize: DeskTheme.small
    }

    Column {
        visible: !page.isRead
        anchors.top: back.bottom
        anchors.topMargin: DeskTheme.space6
        width: DeskTheme.sheetWidth
        spacing: DeskTheme.space4

        DeskText {
            width: parent.width
            text: "The lock's own record was never read. Plan the round, take the programmer to the door, and take its results."
            font.pixelSize: DeskTheme.label
        }

        DeskButton {
            objectName: "desk.act.plan:audit"
            name: "Plan the round “Read who opened”"
            main: true
            focus: !page.isRead
            onPressed: page.desk.act("plan:audit:" + page.audit.number)
        }
    }
}
