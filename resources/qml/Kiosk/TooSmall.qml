// Shown in place of everything where the screen cannot hold readable words.
import QtQuick

Rectangle {
    color: Theme.brandDeep

    Words {
        objectName: "too-small"
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("This screen is too small. The machine needs 1024 × 768 or more.", "Every screen: for staff")
        color: Theme.brandInk
    }
}
