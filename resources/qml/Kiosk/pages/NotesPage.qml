// S08: the ways to pay the amount, each with its exact notes; the one that holds now is dark.
import QtQuick
import Kiosk

ChoicePage {
    id: page

    title: qsTr("Which notes would you like?", "S08")
    hasCard: false
    hasMixes: true
}
