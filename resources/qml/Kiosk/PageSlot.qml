// One page: built once, then kept. Its figures are set before it is shown, and by nothing else.
import QtQuick
import Kiosk.Models

Loader {
    id: slot

    required property KioskViewModel vm
    required property string pageName
    readonly property bool wanted: slot.vm.page === slot.pageName
    // Pages that nobody has asked for yet are built ahead, between frames.
    required property bool ahead
    readonly property PageModel shown: slot.vm.pageNamed(slot.pageName)
    property bool built: false
    default property alias page: slot.sourceComponent

    anchors.fill: parent
    active: slot.wanted || slot.ahead || slot.built
    asynchronous: !slot.wanted
    visible: slot.wanted
    onLoaded: slot.built = true
}
