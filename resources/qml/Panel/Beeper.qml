// The beeper's grille; it lights up for as long as a tone is heard.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Item {
    id: beeper

    required property PanelModel panel
    property bool sounding: false

    Accessible.role: Accessible.Indicator
    Accessible.name: beeper.sounding ? "Beep" : "Beeper"

    Connections {
        target: beeper.panel

        function onBeeped(): void {
            beeper.sounding = true;
            silence.restart();
        }
    }

    Timer {
        id: silence

        interval: PanelTheme.beep
        onTriggered: beeper.sounding = false
    }

    Grid {
        anchors.centerIn: parent
        columns: 3
        spacing: PanelTheme.gap / 2

        Repeater {
            model: 9

            Rectangle {
                width: PanelTheme.gap / 2
                height: PanelTheme.gap / 2
                radius: PanelTheme.gap / 4
                color: beeper.sounding ? PanelTheme.lampOn : PanelTheme.steelEdge
            }
        }
    }
}
