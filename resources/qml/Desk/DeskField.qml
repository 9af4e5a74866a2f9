// Something to type, with what it is above it and what fits below it.
pragma ComponentBehavior: Bound
import QtQuick
import Desk

FocusScope {
    id: field

    required property string name
    required property string label
    property string hint: ""
    property bool secret: false
    property var choices: []
    property alias text: input.text

    signal edited(string text)
    signal accepted

    implicitHeight: column.height
    activeFocusOnTab: false

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space1

        DeskText {
            text: field.label
            spoken: false
            font.weight: DeskTheme.medium
        }

        Rectangle {
            width: parent.width
            height: DeskTheme.fieldHeight
            radius: DeskTheme.smallRadius
            color: DeskTheme.card
            border.width: input.activeFocus ? DeskTheme.ring : DeskTheme.hair
            border.color: input.activeFocus ? DeskTheme.mark : DeskTheme.edge

            TextInput {
                id: input

                objectName: "desk.field." + field.name
                anchors.fill: parent
                anchors.leftMargin: DeskTheme.space3
                anchors.rightMargin: DeskTheme.space3
                focus: true
                activeFocusOnTab: true
                verticalAlignment: TextInput.AlignVCenter
                color: DeskTheme.ink
                selectionColor: DeskTheme.brand
                selectedTextColor: DeskTheme.brandInk
                selectByMouse: true
                clip: true
                maximumLength: 400
                font.family: DeskTheme.family
                font.pixelSize: DeskTheme.label
                font.features: DeskTheme.tabular
                echoMode: field.secret ? TextInput.Password : TextInput.Normal
                Accessible.role: Accessible.EditableText
                Accessible.name: field.label
                Accessible.description: field.hint
                Accessible.passwordEdit: field.secret
                onTextEdited: field.edited(input.text)
                onAccepted: field.accepted()
                onActiveFocusChanged: {
                    if (input.activeFocus)
                        input.selectAll();
                }
            }
        }

        DeskText {
            visible: field.hint !== ""
            width: parent.width
            text: field.hint
            spoken: false
            color: DeskTheme.softInk
            font.pixelSize: DeskTheme.small
        }

        Row {
            visible: field.choices.length > 0
            spacing: DeskTheme.space2
            topPadding: DeskTheme.space1

            Repeater {
                model: field.choices

                DeskButton {
                    id: choice

                    required property var modelData

                    objectName: "desk.choice." + field.name + "." + choice.modelData.label
                    name: choice.modelData.label
                    inset: DeskTheme.space1
                    width: DeskTheme.choiceWidth
                    main: input.text === choice.modelData.text
                    Accessible.name: field.label + " " + choice.modelData.label
                    onPressed: {
                        input.text = choice.modelData.text;
                        field.edited(choice.modelData.text);
                    }
                }
            }
        }
    }
}
