// One canister among those to be counted: its number, its note, and a hook once it is done.
import QtQuick
import Kiosk

Rectangle {
    id: chip

    required property int canister
    required property string denomination
    required property string face
    required property string counted
    required property bool isNow

    height: Theme.canisterHeight
    radius: Theme.smallRadius
    color: chip.isNow ? Theme.brand : chip.counted !== "" ? Theme.tint : Theme.card
    border.width: Theme.hair
    border.color: chip.isNow ? Theme.brand : Theme.edge

    Column {
        anchors.centerIn: parent

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: chip.counted !== "" ? qsTr("%1 ✓", "S93 canister that is done").arg(chip.canister) : chip.canister
            Accessible.name: chip.counted !== "" ? qsTr("Canister %1: %2 notes", "S93 spoken").arg(chip.canister).arg(chip.counted) : qsTr("Canister %1", "S93 spoken").arg(chip.canister)
            color: chip.isNow ? Theme.brandInk : Theme.ink
            font.pixelSize: Theme.small
            font.weight: Theme.weightStrong
            wrapMode: Text.NoWrap
            lineHeight: Theme.titleLineHeight
        }

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: chip.face
            Accessible.name: chip.denomination
            color: chip.isNow ? Theme.brandInk : Theme.softInk
            font.pixelSize: Theme.small
            font.features: Theme.tabular
            wrapMode: Text.NoWrap
            lineHeight: Theme.titleLineHeight
        }
    }
}
