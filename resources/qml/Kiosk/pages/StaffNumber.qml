// The number that an action is typed as.
import QtQuick
import Kiosk

Words {
    id: figure

    required property int number

    width: Theme.staffNumberWidth
    verticalAlignment: Text.AlignVCenter
    horizontalAlignment: Text.AlignHCenter
    text: figure.number
    font.family: Theme.titleFamily
    font.pixelSize: Theme.label
    font.weight: Theme.weightStrong
    font.features: Theme.tabular
    wrapMode: Text.NoWrap
    lineHeight: 1
}
