// Points from a tile to the key beside it on the fascia.
import QtQuick

Rectangle {
    width: Theme.tickLength
    height: Theme.tickHeight
    radius: height / 2
    color: Theme.mark
}
