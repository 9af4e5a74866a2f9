// The clerk's window: one page under the header, and a sheet above both when something is asked.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

Window {
    id: root

    required property DeskModel desk

    minimumWidth: 1024
    minimumHeight: 700
    title: (root.desk.top.hotel ? root.desk.top.hotel + " - " : "") + "Front desk"
    color: DeskTheme.paper

    Binding {
        target: DeskTheme
        property: "viewWidth"
        value: root.width
    }

    Binding {
        target: DeskTheme
        property: "viewHeight"
        value: root.height
    }

    Shortcut {
        sequences: ["F1"]
        onActivated: root.desk.go("board")
    }

    Shortcut {
        sequences: ["F2"]
        onActivated: root.desk.go("staff")
    }

    Shortcut {
        sequences: ["F3"]
        onActivated: root.desk.go("rounds")
    }

    Shortcut {
        sequences: ["F4"]
        onActivated: root.desk.go("safety")
    }

    FocusScope {
        id: all

        anchors.fill: parent
        focus: true
        Keys.onEscapePressed: root.desk.back()

        FocusScope {
            id: under

            anchors.fill: parent
            focus: true
            enabled: sheet.kind === "" && root.desk.shut === ""
            onEnabledChanged: {
                if (under.enabled)
                    page.forceActiveFocus();
            }

            DeskHeader {
                id: header

                desk: root.desk
                anchors.left: parent.left
                anchors.right: parent.right
            }

            Loader {
                id: page

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: header.bottom
                anchors.bottom: parent.bottom
                anchors.margins: DeskTheme.space6
                focus: true
                sourceComponent: ({
                        "board": board,
                        "room": room,
                        "audit": audit,
                        "staff": staff,
                        "rounds": rounds,
                        "safety": safety
                    })[root.desk.page]
                onLoaded: page.forceActiveFocus()
            }
        }

        Shut {
            desk: root.desk
            anchors.fill: parent
            anchors.topMargin: header.height
        }

        Sheet {
            id: sheet

            desk: root.desk
            anchors.fill: parent
        }
    }

    Component {
        id: board

        BoardPage {
            desk: root.desk
            focus: true
        }
    }

    Component {
        id: room

        RoomPage {
            desk: root.desk
            focus: true
        }
    }

    Component {
        id: audit

        AuditPage {
            desk: root.desk
            focus: true
        }
    }

    Component {
        id: staff

        StaffPage {
            desk: root.desk
            focus: true
        }
    }

    Component {
        id: rounds

        RoundsPage {
            desk: root.desk
            focus: true
        }
    }

    Component {
        id: safety

        SafetyPage {
            desk: root.desk
            focus: true
        }
    }
}
