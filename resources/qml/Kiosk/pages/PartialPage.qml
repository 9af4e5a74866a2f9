// S31: less than asked can be given; the customer decides.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: page.shown.asked === "" ? qsTr("Take %1?", "S31").arg(page.shown.amount) : qsTr("Take %1 of %2?", "S31").arg(page.shown.amount).arg(page.shown.asked)

    SummaryCard {
        anchors.fill: parent
        shown: page.shown
        lead: qsTr("This machine can give only", "S31")
        amount: page.shown.amount
        remark: qsTr("You are charged only for what you take.", "S31")
    }
}
