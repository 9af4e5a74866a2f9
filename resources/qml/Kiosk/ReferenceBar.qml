// A reference on a card of its own, beside the choice that ends the page.
import QtQuick
import Kiosk.Models

Panel {
    id: bar

    required property PageModel shown

    ReferenceWords {
        visible: bar.visible
        isOneLine: true
        shown: bar.shown
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        anchors.verticalCenter: parent.verticalCenter
    }
}
