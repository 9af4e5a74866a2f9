// The dark ground of stage pages: dunes and marram grass.
import QtQuick

Rectangle {
    color: Theme.brandDeep

    Drawing {
        file: "dunes"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: parent.height * 0.52
        fillMode: Image.Stretch
    }
}
