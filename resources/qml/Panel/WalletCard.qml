// A card in the wallet with its PIN on it; a pale one while it is in the machine.
import QtQuick
import Panel

Clickable {
    id: card

    required property string cardName
    required property string owner
    required property string pin
    required property bool isOut

    objectName: "panel.card." + card.cardName
    name: card.isOut ? card.owner + "'s card is in the machine" : "Put " + card.owner + "'s card into the slot"

    Rectangle {
        anchors.fill: parent
        radius: PanelTheme.radius
        color: card.isOut ? PanelTheme.none : card.hovered ? PanelTheme.card : PanelTheme.sand
        border.width: PanelTheme.hair
        border.color: card.isOut ? PanelTheme.edge : PanelTheme.sandInk
    }

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: PanelTheme.space
        spacing: PanelTheme.hair

        PanelText {
            width: parent.width
            text: card.owner
            font.pixelSize: PanelTheme.label
            font.weight: PanelTheme.strong
        }

        PanelText {
            width: parent.width
            text: card.isOut ? "in the machine" : "PIN"
            color: card.isOut ? PanelTheme.softInk : PanelTheme.sandInk
            font.pixelSize: PanelTheme.small
        }

        PanelText {
            width: parent.width
            text: card.pin === "" ? "changed by you" : card.pin
            font.pixelSize: card.pin === "" ? PanelTheme.small : PanelTheme.heading
            font.weight: PanelTheme.medium
            font.features: PanelTheme.tabular
        }
    }
}
