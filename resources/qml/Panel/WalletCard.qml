// A card in the wallet with its PIN on it, until its customer changes that; pale while in the machine.
import QtQuick
import Panel

Clickable {
    id: card

    required property string cardName
    required property string owner
    required property string pin
    required property bool isOut
    readonly property bool isOwnPin: card.pin === ""
    readonly property bool isNarrow: card.width < PanelTheme.walletCardWide

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
        anchors.top: parent.top
        anchors.margins: PanelTheme.space
        spacing: PanelTheme.hair

        PanelText {
            width: parent.width
            text: card.isNarrow ? card.owner.split(" ")[0] : card.owner
            font.pixelSize: PanelTheme.label
            font.weight: PanelTheme.strong
        }

        PanelText {
            width: parent.width
            text: card.isOut ? (card.isNarrow ? "inside" : "in the machine") : card.isOwnPin ? (card.isNarrow ? "own PIN" : "PIN changed") : "PIN"
            color: card.isOut ? PanelTheme.softInk : PanelTheme.sandInk
            font.pixelSize: PanelTheme.small
        }

        PanelText {
            width: parent.width
            text: !card.isOwnPin ? card.pin : card.isOut && !card.isNarrow ? "PIN changed" : "by you"
            font.pixelSize: card.isOwnPin ? PanelTheme.label : PanelTheme.heading
            font.weight: PanelTheme.medium
            font.features: PanelTheme.tabular
        }
    }
}
