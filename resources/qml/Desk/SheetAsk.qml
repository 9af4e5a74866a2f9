// A question before anything is done: what will be, and what happens to other cards.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: part

    required property DeskModel desk
    readonly property var shown: part.desk.sheet
    readonly property var fields: part.desk.fields
    readonly property bool isFinal: part.shown.final ?? false

    implicitHeight: column.height

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space4

        SheetTitle {
            width: parent.width
            text: part.shown.title ?? ""
        }

        Repeater {
            model: part.fields

            DeskField {
                id: field

                required property var modelData
                required property int index

                width: column.width
                name: field.modelData.name
                label: field.modelData.label
                hint: field.modelData.hint
                secret: field.modelData.secret
                choices: field.modelData.choices
                text: field.modelData.text
                focus: field.index === 0
                onEdited: text => part.desk.typed(field.modelData.name, text)
                onAccepted: part.desk.confirm()
                Component.onCompleted: {
                    if (field.index === 0)
                        field.forceActiveFocus();
                }
            }
        }

        DeskText {
            objectName: "desk.sheet.problem"
            visible: (part.shown.problem ?? "") !== ""
            width: parent.width
            text: part.shown.problem ?? ""
            color: DeskTheme.mark
            font.weight: DeskTheme.medium
            Accessible.role: Accessible.AlertMessage
        }

        Repeater {
            model: part.shown.facts ?? []

            DeskText {
                required property string modelData

                width: column.width
                text: modelData
                font.pixelSize: DeskTheme.label
            }
        }

        OtherCards {
            visible: (part.shown.others ?? []).length > 0
            width: parent.width
            sentences: part.shown.others ?? []
            grave: part.shown.grave ?? false
        }

        Row {
            spacing: DeskTheme.space3
            layoutDirection: Qt.LeftToRight

            DeskButton {
                objectName: "desk.sheet.confirm"
                name: part.shown.action ?? ""
                key: part.isFinal ? "" : "Enter"
                main: true
                grave: part.shown.grave ?? false
                ready: part.shown.ready ?? false
                focus: part.fields.length === 0 && !part.isFinal
                onPressed: part.desk.confirm()
            }

            DeskButton {
                objectName: "desk.sheet.back"
                name: "Back"
                key: "Esc"
                focus: part.fields.length === 0 && part.isFinal
                onPressed: part.desk.back()
            }
        }
    }
}
