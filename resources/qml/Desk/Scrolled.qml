// A column that scrolls where it has too little room, and then shows beside it how far it is.
import QtQuick
import Desk

Item {
    id: scrolled

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property real needed: column.height

    function reveal(item: Item): void {
        const place = item.mapToItem(column, 0, 0).y;
        if (place < view.contentY)
            view.contentY = place;
        else if (place + item.height > view.contentY + view.height)
            view.contentY = place + item.height - view.height;
    }

    Flickable {
        id: view

        anchors.fill: parent
        clip: column.height > view.height
        contentWidth: width
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column

            width: view.width
            spacing: DeskTheme.space3
        }
    }

    ScrollMark {
        view: view
    }
}
