// The kiosk's journal in words, the newest line first.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

ListView {
    id: journal

    required property PanelModel panel
    readonly property var inks: ({
            "plain": PanelTheme.ink,
            "money": PanelTheme.sandInk,
            "good": PanelTheme.good,
            "bad": PanelTheme.fault,
            "visit": PanelTheme.softInk
        })

    objectName: "panel.journal"
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    model: journal.panel.journal
    Accessible.role: Accessible.List
    Accessible.name: "Journal"

    delegate: Item {
        id: line

        required property string time
        required property string text
        required property string kind

        // A line that is only half in view is not drawn: cut letters look like a fault.
        readonly property bool isWhole: line.y >= journal.contentY - PanelTheme.hair && line.y + line.height <= journal.contentY + journal.height + PanelTheme.hair

        opacity: line.isWhole ? 1 : 0
        width: journal.width
        height: words.height + PanelTheme.gap / 2

        PanelText {
            id: when

            width: PanelTheme.journalTime
            text: line.time
            color: PanelTheme.softInk
            font.pixelSize: PanelTheme.label
            font.features: PanelTheme.tabular
        }

        PanelText {
            id: words

            anchors.left: when.right
            anchors.right: parent.right
            text: line.text
            wrapMode: Text.Wrap
            color: journal.inks[line.kind]
            font.pixelSize: PanelTheme.label
            font.weight: line.kind === "plain" ? PanelTheme.plain : PanelTheme.medium
        }
    }

    PanelText {
        visible: journal.count === 0
        anchors.centerIn: parent
        text: "The journal is empty."
        color: PanelTheme.softInk
    }
}
