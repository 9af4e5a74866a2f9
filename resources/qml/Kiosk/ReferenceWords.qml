// What a customer quotes to the bank: its name, and the reference large enough to be copied.
import QtQuick
import Kiosk.Models

Grid {
    id: reference

    required property PageModel shown
    property bool isOneLine: false

    columns: reference.isOneLine ? 2 : 1
    columnSpacing: Theme.space3
    rowSpacing: Theme.space2
    verticalItemAlignment: Grid.AlignVCenter

    Words {
        id: label

        topPadding: reference.isOneLine ? 0 : Theme.space2
        text: qsTr("Reference", "S32")
        color: Theme.softInk
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Figure {
        objectName: "scr." + reference.shown.screenId + ".reference"
        width: reference.isOneLine ? reference.width - label.width - reference.columnSpacing : reference.width
        text: reference.shown.reference
    }
}
