// A place on the board with a room's tile in it, ringed where the arrows are.
import QtQuick
import Desk

Item {
    id: cell

    required property string number
    required property string look
    required property string word
    required property string detail
    required property string spoken
    required property GridView grid

    signal chosen(string number)

    width: cell.grid.cellWidth
    height: cell.grid.cellHeight

    RoomTileView {
        anchors.fill: parent
        anchors.margins: DeskTheme.space1
        number: cell.number
        look: cell.look
        word: cell.word
        detail: cell.detail
        spoken: cell.spoken
        onPressed: cell.chosen(cell.number)
    }

    Rectangle {
        visible: cell.GridView.isCurrentItem && cell.grid.activeFocus
        anchors.fill: parent
        radius: DeskTheme.radius
        color: DeskTheme.none
        border.width: DeskTheme.ring
        border.color: DeskTheme.mark
    }
}
