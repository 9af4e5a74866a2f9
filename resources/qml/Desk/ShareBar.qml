// How much of something long is done.
import QtQuick
import Desk

Rectangle {
    id: bar

    required property real share

    implicitHeight: DeskTheme.progressHeight
    radius: height / 2
    color: DeskTheme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Math.round(100 * bar.share) + " %"

    Rectangle {
        height: parent.height
        width: Math.max(height, parent.width * Math.min(1, bar.share))
        visible: bar.share > 0
        radius: height / 2
        color: DeskTheme.brand
    }
}
