// A column that scrolls where it has too little room, and then shows how far it is.
import QtQuick
import Panel

Flickable {
    id: view

    default property alias content: column.data
    readonly property real room: width - (view.isLong ? PanelTheme.space : 0)
    readonly property bool isLong: column.height > height

    clip: true
    contentWidth: width
    contentHeight: column.height
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: column

        width: view.room
        spacing: PanelTheme.gap
    }

    Rectangle {
        parent: view
        visible: view.isLong
        anchors.right: parent.right
        y: view.visibleArea.yPosition * view.height
        width: PanelTheme.gap / 2
        height: view.visibleArea.heightRatio * view.height
        radius: PanelTheme.gap
        color: PanelTheme.edge
    }
}
