// What every page is: the view-model, its ground, and a quiet entrance that holds up nothing.
import QtQuick
import Kiosk.Models

Item {
    id: page

    required property KioskViewModel vm
    property bool stage: false
    readonly property bool settled: !entrance.running
    readonly property real bodyTop: Theme.headerHeight + Theme.titleHeight
    readonly property real bodyHeight: height - page.bodyTop - Theme.footerHeight
    readonly property real bodyWidth: width - 2 * Theme.margin
    // Four rows of tiles; on a standing screen they leave room for a card above.
    readonly property real gridHeight: Theme.portrait ? page.bodyHeight - Theme.cardHeightPortrait - Theme.columnGap : page.bodyHeight
    readonly property real rowHeight: (page.gridHeight - 3 * Theme.rowGap) / 4

    transform: Translate {
        id: shift
    }

    ParallelAnimation {
        id: entrance

        running: !Theme.reduceMotion

        NumberAnimation {
            target: page
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.fade
        }

        NumberAnimation {
            target: shift
            property: "y"
            from: Theme.slideDistance
            to: 0
            duration: Theme.slide
            easing.type: Easing.OutCubic
        }
    }
}
