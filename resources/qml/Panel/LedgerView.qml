// The bank's books as its auditor sees them: what waits for people, accounts, notes, the audit's verdict.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Scrolled {
    id: ledger

    required property PanelModel panel

    objectName: "panel.ledger"

    Repeater {
        model: ledger.panel.work

        Rectangle {
            id: item

            required property string words

            width: ledger.room
            height: what.height + 2 * PanelTheme.gap
            radius: PanelTheme.radius
            color: PanelTheme.notice

            PanelText {
                id: what

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: PanelTheme.space
                text: item.words
                wrapMode: Text.Wrap
                color: PanelTheme.noticeInk
                font.weight: PanelTheme.medium
            }
        }
    }

    Repeater {
        model: ledger.panel.accounts

        Item {
            id: account

            required property string name
            required property string balance
            required property string held

            width: ledger.room
            height: PanelTheme.rowHeight

            PanelText {
                anchors.left: parent.left
                anchors.verticalCenter: parent.verticalCenter
                text: account.name
            }

            PanelText {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: account.held === "" ? 0 : -PanelTheme.gap
                text: account.balance
                font.weight: PanelTheme.strong
                font.features: PanelTheme.tabular
            }

            PanelText {
                visible: account.held !== ""
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                text: account.held + " held"
                color: PanelTheme.fault
                font.pixelSize: PanelTheme.small
                font.features: PanelTheme.tabular
            }

            Rectangle {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.bottomMargin: -PanelTheme.gap / 2
                height: PanelTheme.hair
                color: PanelTheme.line
            }
        }
    }

    Heading {
        text: "Notes in the machine, as the bank counts"
    }

    Repeater {
        model: ledger.panel.boxes

        PanelText {
            required property string note
            required property int remaining

            text: remaining + " × " + note
            font.features: PanelTheme.tabular
        }
    }

    PanelText {
        text: ledger.panel.bins
        color: PanelTheme.softInk
        font.pixelSize: PanelTheme.label
    }

    Row {
        spacing: PanelTheme.gap

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: PanelTheme.dot
            height: PanelTheme.dot
            radius: PanelTheme.dot / 2
            color: ledger.panel.booksGood ? PanelTheme.good : PanelTheme.fault
        }

        PanelText {
            width: Math.min(implicitWidth, ledger.room - PanelTheme.wide)
            text: ledger.panel.verdict
            color: ledger.panel.booksGood ? PanelTheme.good : PanelTheme.fault
            font.weight: PanelTheme.medium
        }
    }
}
