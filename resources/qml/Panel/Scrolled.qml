// A column that scrolls where it has too little room, and then shows beside it how far it is.
import QtQuick
import Panel

Item {
    id: scrolled

    default property alias content: column.data
    readonly property real room: width
    readonly property real needed: column.height

    Flickable {
        id: view

        anchors.fill: parent
        clip: true
        contentWidth: width
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column

            width: view.width
            spacing: PanelTheme.gap
        }
    }

    Rectangle {
        visible: column.height > view.height
        anchors.left: parent.right
        anchors.leftMargin: PanelTheme.gap / 2
        y: view.visibleArea.yPosition * view.height
        width: PanelTheme.gap / 2
        height: view.visibleArea.heightRatio * view.height
        radius: PanelTheme.gap
        color: PanelTheme.edge
    }
}
