// S08: the ways to pay the amount, each with its exact notes; the one that holds now is dark.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Which notes for %1?", "S08").arg(page.shown.amount)
    hasCard: false
    hasMixes: true
}
