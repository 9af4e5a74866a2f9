// What every page is: the view-model, its ground, and a quiet entrance that holds up nothing.
import QtQuick
import Kiosk.Models

Item {
    id: page

    required property KioskViewModel vm
    required property PageModel shown
    property bool stage: false
    property bool settled: false
    readonly property real bodyTop: Theme.headerHeight + Theme.titleHeight
    readonly property real bodyHeight: height - page.bodyTop - Theme.footerHeight
    readonly property real bodyWidth: width - 2 * Theme.margin
    // Four rows of tiles; on a standing screen they leave room for a card above.
    readonly property real gridHeight: Theme.portrait ? page.bodyHeight - Theme.cardHeightPortrait - Theme.columnGap : page.bodyHeight
    readonly property real rowHeight: (page.gridHeight - 3 * Theme.rowGap) / 4

    onVisibleChanged: page.enter()
    Component.onCompleted: page.enter()

    function enter() {
        page.settled = page.visible && Theme.reduceMotion;
        if (page.visible && !Theme.reduceMotion)
            entrance.restart();
        else
            entrance.complete();
    }

    transform: Translate {
        id: shift
    }

    // No fade: its words could be read later, and drawing it costs twice as much.
    NumberAnimation {
        id: entrance

        target: shift
        property: "y"
        from: Theme.slideDistance
        to: 0
        duration: Theme.slide
        easing.type: Easing.OutCubic
        onFinished: page.settled = page.visible
    }
}
