// S31: less than asked can be given; the customer decides.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: page.vm.asked === "" ? qsTr("Take %1?", "S31").arg(page.vm.amount) : qsTr("Take %1 of %2?", "S31").arg(page.vm.amount).arg(page.vm.asked)

    SummaryCard {
        anchors.fill: parent
        vm: page.vm
        lead: qsTr("This machine can give only", "S31")
        amount: page.vm.amount
        remark: qsTr("You are charged only for what you take.", "S31")
    }
}
