// The names of the views that share one place.
pragma ComponentBehavior: Bound
import QtQuick
import Panel

Row {
    id: tabs

    required property var names
    property int current: 0

    Accessible.role: Accessible.PageTabList

    Repeater {
        model: tabs.names

        Clickable {
            id: tab

            required property int index
            required property string modelData
            readonly property bool isCurrent: tabs.current === tab.index

            objectName: "panel.tab." + tab.modelData
            name: tab.modelData
            width: tabs.width / tabs.names.length
            height: PanelTheme.tabHeight
            Accessible.role: Accessible.PageTab
            onPressed: tabs.current = tab.index

            PanelText {
                anchors.centerIn: parent
                text: tab.name
                color: tab.isCurrent ? PanelTheme.brand : PanelTheme.softInk
                font.weight: tab.isCurrent ? PanelTheme.strong : PanelTheme.medium
                Accessible.ignored: true
            }

            Rectangle {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                height: tab.isCurrent ? PanelTheme.ring : PanelTheme.hair
                color: tab.isCurrent ? PanelTheme.brand : PanelTheme.line
            }
        }
    }
}
