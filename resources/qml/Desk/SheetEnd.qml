// What became of it: done, not done, or not known; and what to do next.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: part

    required property DeskModel desk
    readonly property var shown: part.desk.sheet
    readonly property string mood: part.shown.mood ?? "good"
    readonly property var remedies: part.shown.remedies ?? []
    // What is shown this once is not closed by a key that was pressed twice.
    readonly property var papers: part.shown.papers ?? []

    implicitHeight: column.height

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space4

        Item {
            width: parent.width
            height: Math.max(sign.height, title.height)

            Rectangle {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                width: DeskTheme.sign
                height: DeskTheme.sign
                radius: width / 2
                color: DeskTheme.moods[part.mood]

                DeskText {
                    anchors.centerIn: parent
                    text: ({
                            "good": "✓",
                            "not-done": "!",
                            "unsure": "?"
                        })[part.mood]
                    spoken: false
                    color: DeskTheme.brandInk
                    font.pixelSize: DeskTheme.title
                    font.weight: DeskTheme.strong
                    lineHeight: 1
                }
            }

            SheetTitle {
                id: title

                anchors.left: sign.right
                anchors.leftMargin: DeskTheme.space4
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: part.shown.title ?? ""
                Accessible.role: Accessible.AlertMessage
            }
        }

        Repeater {
            model: part.shown.lines ?? []

            DeskText {
                required property string modelData

                objectName: "desk.sheet.line"
                width: column.width
                text: modelData
                font.pixelSize: DeskTheme.label
            }
        }

        Row {
            visible: part.papers.length > 0
            width: parent.width
            spacing: DeskTheme.space3

            Repeater {
                model: part.papers

                PaperView {
                    width: (column.width - 2 * DeskTheme.space3) / 3
                }
            }
        }

        Flow {
            width: parent.width
            spacing: DeskTheme.space3

            Repeater {
                model: part.remedies

                DeskButton {
                    id: remedy

                    required property var modelData
                    required property int index

                    objectName: "desk.sheet.remedy." + remedy.modelData.act
                    name: remedy.modelData.label
                    main: remedy.index === 0
                    focus: remedy.index === 0
                    onPressed: part.desk.act(remedy.modelData.act)
                    Component.onCompleted: {
                        if (remedy.index === 0)
                            remedy.forceActiveFocus();
                    }
                }
            }

            DeskButton {
                objectName: "desk.sheet.confirm"
                visible: part.remedies.length === 0
                name: part.shown.again || (part.papers.length > 0 ? "They are written down" : "Go on")
                key: part.papers.length > 0 ? "" : "Enter"
                main: true
                focus: part.remedies.length === 0 && part.papers.length === 0
                onPressed: part.desk.confirm()
            }

            DeskButton {
                objectName: "desk.sheet.back"
                visible: (part.shown.again ?? "") !== "" || part.remedies.length > 0
                name: "Back"
                key: "Esc"
                onPressed: part.desk.back()
            }
        }
    }
}
