// The panel's window: one narrow column, or two where there is room.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Window {
    id: root

    required property PanelModel panel
    property bool framed: true
    readonly property bool isWide: width >= PanelTheme.twoColumnsFrom
    readonly property real columnWidth: root.isWide ? Math.min(PanelTheme.columnMax, (width - 3 * PanelTheme.space) / 2) : width - 2 * PanelTheme.space

    // Taller keys where there is room for them.
    readonly property real padHeight: Math.max(PanelTheme.padHeight, Math.min(PanelTheme.padHeightMax, PanelTheme.padHeight + (height - PanelTheme.heightUsual) / 2))

    title: "ATM panel"
    color: PanelTheme.paper

    Rectangle {
        width: PanelTheme.hair
        height: parent.height
        color: PanelTheme.line
    }

    Item {
        id: front

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.leftMargin: PanelTheme.space
        anchors.bottomMargin: PanelTheme.space
        width: root.columnWidth

        PanelHeader {
            id: header

            anchors.left: parent.left
            anchors.right: parent.right
            framed: root.framed
            onMoved: root.startSystemMove()
            onClosed: root.close()
        }

        HintStrip {
            id: hint

            panel: root.panel
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: header.bottom
        }

        Column {
            id: hands

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: hint.bottom
            anchors.topMargin: PanelTheme.gap
            spacing: PanelTheme.gap
            enabled: root.panel.answers
            opacity: root.panel.answers ? 1 : 0.5

            Fascia {
                panel: root.panel
                width: parent.width
                padHeight: root.padHeight
            }

            Wallet {
                panel: root.panel
                width: parent.width
            }
        }

        Tabs {
            id: tabs

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: hands.bottom
            names: root.isWide ? ["Faults", "Parts"] : ["Faults", "Parts", "Journal", "Ledger"]
        }

        Loader {
            id: view

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: tabs.bottom
            anchors.topMargin: PanelTheme.gap
            anchors.bottom: parent.bottom
            sourceComponent: [faults, parts, journal, ledger][Math.min(tabs.current, tabs.names.length - 1)]
        }
    }

    ReceiptInHand {
        panel: root.panel
        anchors.horizontalCenter: front.horizontalCenter
        y: hands.y
        heightMax: root.height - y - PanelTheme.space
    }

    Item {
        visible: root.isWide
        anchors.left: front.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: PanelTheme.space
        anchors.leftMargin: PanelTheme.wide
        anchors.rightMargin: PanelTheme.wide

        Heading {
            id: journalHeading

            anchors.left: parent.left
            anchors.top: parent.top
            text: "Journal"
        }

        Loader {
            active: root.isWide
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: journalHeading.bottom
            anchors.topMargin: PanelTheme.gap
            anchors.bottom: ledgerHeading.top
            anchors.bottomMargin: PanelTheme.wide
            sourceComponent: journal
        }

        Heading {
            id: ledgerHeading

            anchors.left: parent.left
            anchors.bottom: books.top
            anchors.bottomMargin: PanelTheme.gap
            text: "The bank's ledger"
        }

        Loader {
            id: books

            active: root.isWide
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Math.min(PanelTheme.ledgerHeight, (item as Scrolled)?.needed ?? 0)
            sourceComponent: ledger
        }
    }

    Component {
        id: faults

        Faults {
            panel: root.panel
        }
    }

    Component {
        id: parts

        Parts {
            panel: root.panel
        }
    }

    Component {
        id: journal

        JournalView {
            panel: root.panel
        }
    }

    Component {
        id: ledger

        LedgerView {
            panel: root.panel
        }
    }
}
