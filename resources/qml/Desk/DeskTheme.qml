// Sizes of the desk's window, which grow with it; its colours are the kiosk's.
pragma Singleton
import QtQuick
import Kiosk

QtObject {
    // -- set by the window --
    property real viewWidth: 1280
    property real viewHeight: 800

    readonly property real unit: Math.max(1, Math.min(1.5, viewWidth / 1280, viewHeight / 800))

    readonly property color paper: Theme.paper
    readonly property color card: Theme.card
    readonly property color line: Theme.line
    readonly property color edge: Theme.edge
    readonly property color ink: Theme.ink
    readonly property color softInk: Theme.softInk
    readonly property color brand: Theme.brand
    readonly property color brandDeep: Theme.brandDeep
    readonly property color brandInk: Theme.brandInk
    readonly property color softBrandInk: Theme.softBrandInk
    readonly property color tint: Theme.tint
    readonly property color sand: Theme.sand
    readonly property color mark: Theme.mark
    readonly property color notice: Theme.notice
    readonly property color noticeInk: Theme.noticeInk
    readonly property color grave: Theme.cancel
    readonly property color gravePressed: Theme.cancelPressed
    readonly property color clear: Theme.clear
    readonly property color good: Theme.enter
    readonly property color pressed: Theme.tilePressed
    readonly property color scrim: "#B30A241E"
    readonly property color none: Theme.clearOfColour

    // Of a room: its ground, its words, and the bar at its side.
    readonly property var grounds: ({
            "free": card,
            "let": tint,
            "waiting": sand,
            "overdue": notice,
            "escort": clear,
            "altered": grave,
            "unknown": grave,
            "no-lock": paper
        })
    readonly property var inks: ({
            "free": softInk,
            "let": brand,
            "waiting": "#5A3D0C",
            "overdue": noticeInk,
            "escort": ink,
            "altered": brandInk,
            "unknown": brandInk,
            "no-lock": softInk
        })
    readonly property var bars: ({
            "free": line,
            "let": brand,
            "waiting": "#9A6B14",
            "overdue": mark,
            "escort": ink,
            "altered": brandInk,
            "unknown": brandInk,
            "no-lock": edge
        })
    readonly property var moods: ({
            "good": good,
            "not-done": mark,
            "unsure": grave
        })

    // -- type --
    readonly property string family: Theme.family
    readonly property string titleFamily: Theme.titleFamily
    readonly property int plain: Theme.weightText
    readonly property int medium: Theme.weightMedium
    readonly property int strong: Theme.weightStrong
    readonly property var tabular: Theme.tabular
    readonly property real small: 14 * unit
    readonly property real text: 16 * unit
    readonly property real label: 17 * unit
    readonly property real heading: 20 * unit
    readonly property real title: 30 * unit
    readonly property real figure: 24 * unit
    readonly property real lineHeight: 1.25

    // -- spacing --
    readonly property int hair: 1
    readonly property real ring: 3
    readonly property real space1: 4 * unit
    readonly property real space2: 8 * unit
    readonly property real space3: 12 * unit
    readonly property real space4: 16 * unit
    readonly property real space6: 24 * unit
    readonly property real space8: 32 * unit
    readonly property real radius: 10 * unit
    readonly property real smallRadius: 6 * unit

    // -- parts --
    readonly property real headerHeight: 60 * unit
    readonly property real buttonHeight: 44 * unit
    readonly property real fieldHeight: 44 * unit
    readonly property real choiceWidth: 44 * unit
    readonly property real railWidth: 156 * unit
    readonly property real railRow: 52 * unit
    readonly property real tileWidth: 126 * unit
    readonly property real tileHeight: 74 * unit
    readonly property real bar: 6 * unit
    readonly property real actionsWidth: 340 * unit
    readonly property real sideWidth: 300 * unit
    readonly property real nameWidth: 140 * unit
    readonly property real rowHeight: 48 * unit
    readonly property real logRow: 34 * unit
    readonly property real auditRow: 44 * unit
    readonly property real momentWidth: 204 * unit
    readonly property real deedWidth: 264 * unit
    readonly property real sheetWidth: 600 * unit
    readonly property real papersWidth: 1040 * unit
    readonly property real searchWidth: 240 * unit
    readonly property real keyCap: 26 * unit
    readonly property real sign: 56 * unit
    readonly property real writerWidth: 220 * unit
    readonly property real writerHeight: 120 * unit
    readonly property real cardWidth: 120 * unit
    readonly property real cardHeight: 76 * unit
    readonly property real progressHeight: 10 * unit
    readonly property real scrollBar: 5 * unit

    // -- motion, in milliseconds --
    readonly property int travel: 1400
    readonly property int rest: 900
    readonly property int quick: 90
}
