// The customers' cards, in a row that scrolls when there are many.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

ListView {
    id: wallet

    required property PanelModel panel

    implicitHeight: PanelTheme.walletHeight
    orientation: ListView.Horizontal
    spacing: PanelTheme.gap
    boundsBehavior: Flickable.StopAtBounds
    clip: contentWidth > width
    model: wallet.panel.cards
    Accessible.role: Accessible.List
    Accessible.name: "Cards"

    delegate: WalletCard {
        width: Math.max(PanelTheme.walletCardWidth, Math.floor((wallet.width - (wallet.count - 1) * PanelTheme.gap) / Math.max(1, wallet.count)))
        height: wallet.height
        onPressed: wallet.panel.clickCard(cardName)
    }
}
