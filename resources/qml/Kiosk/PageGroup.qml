// Pages that belong together; at most one of them is seen.
import QtQuick
import Kiosk.Models

Item {
    id: group

    required property KioskViewModel vm
    // There is time to build pages that nobody has asked for yet.
    required property bool ahead
    readonly property PageSlot seen: group.children.find(each => (each as PageSlot)?.wanted ?? false) as PageSlot
    readonly property Page current: group.seen?.item as Page
}
