// What lies above the page: a question, a wait for the writer, or what became of it.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: sheet

    required property DeskModel desk
    readonly property var shown: sheet.desk.sheet
    readonly property string kind: sheet.shown.kind ?? ""

    visible: sheet.kind !== ""
    Accessible.role: Accessible.Dialog
    Accessible.name: sheet.shown.title ?? ""

    Rectangle {
        anchors.fill: parent
        color: DeskTheme.scrim

        // What lies under it is neither hovered nor clicked.
        MouseArea {
            anchors.fill: parent
            hoverEnabled: true
            acceptedButtons: Qt.AllButtons
            onWheel: wheel => wheel.accepted = true
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min((sheet.shown.papers ?? []).length > 0 ? DeskTheme.papersWidth : DeskTheme.sheetWidth, parent.width - 2 * DeskTheme.space6)
        height: Math.min(parent.height - 2 * DeskTheme.space6, body.needed + 2 * DeskTheme.space6)
        radius: DeskTheme.radius
        color: DeskTheme.paper

        Scrolled {
            id: body

            anchors.fill: parent
            anchors.margins: DeskTheme.space6

            Loader {
                id: part

                width: body.width
                focus: true
                sourceComponent: ({
                        "ask": ask,
                        "busy": busy,
                        "card": card,
                        "end": end
                    })[sheet.kind] ?? null
                onLoaded: part.forceActiveFocus()
            }
        }
    }

    Component {
        id: ask

        SheetAsk {
            desk: sheet.desk
            focus: true
        }
    }

    Component {
        id: busy

        SheetBusy {
            desk: sheet.desk
            focus: true
        }
    }

    Component {
        id: card

        SheetCard {
            desk: sheet.desk
            focus: true
        }
    }

    Component {
        id: end

        SheetEnd {
            desk: sheet.desk
            focus: true
        }
    }
}
