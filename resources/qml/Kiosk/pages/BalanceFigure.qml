// One labelled figure of an account.
import QtQuick
import Kiosk

Column {
    id: block

    required property string label
    required property string figure

    spacing: Theme.space1

    Words {
        width: parent.width
        text: block.label
        color: Theme.softInk
    }

    Figure {
        width: parent.width
        text: block.figure
        font.pixelSize: Theme.display
    }
}
