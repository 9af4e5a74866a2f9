// Cancel as a control on the glass; the same as the red key.
import QtQuick
import Kiosk.Models

Pressable {
    id: pill

    required property KioskViewModel vm
    required property PageModel shown
    required property bool isDark

    objectName: "scr." + pill.shown.screenId + ".btn.cancel"
    name: qsTr("Cancel", "Every screen: the red key")
    width: Theme.pillWidth
    height: Theme.pillHeight
    reach: (Theme.touch - height) / 2
    ringColour: pill.isDark ? Theme.sand : Theme.mark
    onPressed: pill.vm.key("X")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: pill.down ? Theme.cancelPressed : Theme.cancel
        border.width: pill.isDark ? Theme.hair : 0
        border.color: Theme.brandInk
    }

    KeyFace {
        anchors.fill: parent
        word: pill.name
        sign: "cancel"
        colour: Theme.brandInk
    }
}
