// The way in for staff, on the closed screen: as small as what else is for them.
import QtQuick
import Kiosk
import Kiosk.Models

Pressable {
    id: door

    required property KioskViewModel vm

    objectName: "scr.S91.btn.staff"
    name: qsTr("Staff: press Enter", "S91 staff sign")
    ringColour: Theme.sand
    reach: Math.max(Theme.touchReach, (Theme.touch - height) / 2)
    width: words.implicitWidth + 2 * Theme.space2
    height: Theme.pillHeight
    onPressed: door.vm.choose("staff")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: door.down ? Theme.brandRise : Theme.clearOfColour
        border.width: Theme.hair
        border.color: Theme.brandEdge
    }

    Words {
        id: words

        spoken: false
        anchors.centerIn: parent
        text: door.name
        color: Theme.softBrandInk
        font.pixelSize: Theme.staff
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
