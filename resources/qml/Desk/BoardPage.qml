// All rooms, by floor; digits that are typed search, arrows walk, Enter opens.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: board

    required property DeskModel desk

    FloorRail {
        id: rail

        desk: board.desk
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: DeskTheme.railWidth
    }

    Rectangle {
        id: searched

        objectName: "desk.search"
        anchors.left: rail.right
        anchors.leftMargin: DeskTheme.space6
        anchors.top: parent.top
        width: DeskTheme.searchWidth
        height: DeskTheme.fieldHeight
        radius: DeskTheme.smallRadius
        color: DeskTheme.card
        border.width: board.desk.search === "" ? DeskTheme.hair : DeskTheme.ring
        border.color: board.desk.search === "" ? DeskTheme.edge : DeskTheme.brand
        Accessible.role: Accessible.StaticText
        Accessible.name: board.desk.search === "" ? "Type a room number" : "Rooms that begin with " + board.desk.search

        DeskText {
            anchors.fill: parent
            anchors.leftMargin: DeskTheme.space3
            anchors.rightMargin: DeskTheme.space3
            text: board.desk.search === "" ? "Type a room number" : board.desk.search
            spoken: false
            color: board.desk.search === "" ? DeskTheme.softInk : DeskTheme.ink
            font.pixelSize: board.desk.search === "" ? DeskTheme.text : DeskTheme.figure
            font.weight: board.desk.search === "" ? DeskTheme.plain : DeskTheme.strong
            font.features: DeskTheme.tabular
            wrapMode: Text.NoWrap
        }
    }

    Flow {
        id: legend

        anchors.left: searched.right
        anchors.leftMargin: DeskTheme.space6
        anchors.right: parent.right
        anchors.verticalCenter: searched.verticalCenter
        spacing: DeskTheme.space4

        Repeater {
            model: board.desk.legend

            Row {
                id: one

                required property var modelData

                spacing: DeskTheme.space2

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: DeskTheme.space4
                    height: DeskTheme.space4
                    radius: DeskTheme.space1
                    color: DeskTheme.grounds[one.modelData.look]
                    border.width: 2 * DeskTheme.hair
                    border.color: one.modelData.look === "free" ? DeskTheme.edge : DeskTheme.bars[one.modelData.look]
                }

                DeskText {
                    text: one.modelData.word + " " + one.modelData.count
                    color: DeskTheme.softInk
                    font.pixelSize: DeskTheme.small
                }
            }
        }
    }

    GridView {
        id: grid

        readonly property int columns: Math.max(1, Math.floor(width / DeskTheme.tileWidth))

        objectName: "desk.board"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: searched.bottom
        anchors.bottom: parent.bottom
        anchors.leftMargin: DeskTheme.space6 - DeskTheme.space1
        anchors.rightMargin: DeskTheme.space3
        anchors.topMargin: DeskTheme.space4
        clip: true
        focus: true
        activeFocusOnTab: true
        cellWidth: Math.floor(width / columns)
        cellHeight: DeskTheme.tileHeight + DeskTheme.space2
        boundsBehavior: Flickable.StopAtBounds
        model: board.desk.tiles
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: "Rooms"
        Accessible.focusable: true

        Component.onCompleted: grid.currentIndex = board.desk.place()
        onCountChanged: {
            if (grid.currentIndex < 0)
                grid.currentIndex = board.desk.place();
        }
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
                if (grid.currentItem)
                    board.desk.openRoom((grid.currentItem as BoardCell).number);
                event.accepted = true;
            } else if (event.key === Qt.Key_Backspace) {
                board.desk.searchFor(board.desk.search.slice(0, -1));
                event.accepted = true;
            } else if (/^[0-9A-Za-z-]$/.test(event.text) && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier))) {
                board.desk.searchFor(board.desk.search + event.text);
                grid.currentIndex = 0;
                event.accepted = true;
            }
        }

        delegate: BoardCell {
            grid: grid
            onChosen: number => board.desk.openRoom(number)
        }
    }

    ScrollMark {
        view: grid
        x: grid.x + grid.width + DeskTheme.space1
    }

    DeskText {
        visible: grid.count === 0 && board.desk.search !== ""
        anchors.horizontalCenter: grid.horizontalCenter
        y: grid.y + DeskTheme.space8
        text: "No room begins with " + board.desk.search + ". Backspace takes a digit back."
        color: DeskTheme.softInk
    }
}
