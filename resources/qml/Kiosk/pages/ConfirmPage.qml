// S10: the whole withdrawal in one look, before the bank is asked.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Withdraw %1?", "S10").arg(page.vm.amount)

    SummaryCard {
        anchors.fill: parent
        vm: page.vm
        lead: qsTr("You get", "S10")
        amount: page.vm.amount
    }
}
