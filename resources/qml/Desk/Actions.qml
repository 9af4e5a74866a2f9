// What can be done here, one button under the other; arrows walk, too.
pragma ComponentBehavior: Bound
import QtQuick
import Desk
import Desk.Models

FocusScope {
    id: actions

    required property DeskModel desk
    property var list: []

    signal reached(Item item)

    implicitHeight: column.height
    activeFocusOnTab: false

    Column {
        id: column

        width: parent.width
        spacing: DeskTheme.space2

        Repeater {
            model: actions.list

            DeskButton {
                id: button

                required property var modelData
                required property int index

                objectName: "desk.act." + button.modelData.act
                name: button.modelData.label
                hint: button.modelData.hint
                main: button.modelData.isMain ?? false
                grave: button.modelData.isGrave ?? false
                focus: button.index === 0
                width: column.width
                Keys.onDownPressed: button.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onUpPressed: button.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                onActiveFocusChanged: {
                    if (button.activeFocus)
                        actions.reached(button);
                }
                onPressed: actions.desk.act(button.modelData.act)
            }
        }
    }
}
