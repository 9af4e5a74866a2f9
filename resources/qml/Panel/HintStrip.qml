// A strip that always has something to say: what to do next, why not, what is wrong, or that all is well.
import QtQuick
import Panel
import Panel.Models

Rectangle {
    id: strip

    required property PanelModel panel
    readonly property bool isCalm: strip.panel.hint === ""
    readonly property bool isHint: strip.panel.hintKind === "hint"

    implicitHeight: Math.max(PanelTheme.hintHeight, said.implicitHeight + 2 * PanelTheme.gap)
    radius: PanelTheme.radius
    color: strip.isCalm ? PanelTheme.tint : strip.isHint ? PanelTheme.brand : PanelTheme.notice

    PanelText {
        id: said

        objectName: "panel.hint"
        anchors.left: parent.left
        anchors.right: repair.visible ? repair.left : parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: PanelTheme.space
        text: strip.isCalm ? "Everything works. Click a card to begin." : strip.panel.hint
        wrapMode: Text.Wrap
        lineHeight: 1
        color: strip.isCalm ? PanelTheme.good : strip.isHint ? PanelTheme.brandInk : PanelTheme.noticeInk
        font.weight: PanelTheme.medium
        Accessible.role: Accessible.AlertMessage
    }

    Chip {
        id: repair

        objectName: "panel.repair"
        visible: !strip.panel.isWhole && strip.panel.answers
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.rightMargin: PanelTheme.gap
        name: "Repair all"
        onPressed: strip.panel.repair()
    }
}
