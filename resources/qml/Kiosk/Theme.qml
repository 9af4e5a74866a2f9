// The one place for colours, sizes and motion. Sizes are in design units times `unit`.
pragma Singleton
import QtQuick

QtObject {
    // -- set by the window --
    property real viewWidth: 1280
    property real viewHeight: 800
    property bool reduceMotion: false

    readonly property url drawings: Qt.resolvedUrl("../../drawings/")

    // -- scale: the design is 1160 x 800 units lying, 800 x 1380 standing; the rest is stretched --
    readonly property bool portrait: viewHeight > viewWidth
    readonly property real unit: portrait ? Math.min(viewWidth / 800, viewHeight / 1380) : Math.min(viewWidth / 1160, viewHeight / 800)
    readonly property bool tooSmall: portrait ? viewWidth < 768 || viewHeight < 1024 : viewWidth < 1024 || viewHeight < 720

    // -- colours: dune sand, pine and terracotta. Contrast is measured by tests/gui/test_contrast.py --
    readonly property color paper: "#F6F2EA"
    readonly property color card: "#FFFFFF"
    readonly property color line: "#D8CFBF"
    readonly property color ink: "#16231E"
    readonly property color softInk: "#4B5851"
    readonly property color edge: "#857A66"
    readonly property color brand: "#14493C"
    readonly property color brandDeep: "#0D332A"
    readonly property color brandRise: "#113E33"
    readonly property color brandEdge: "#6FA08F"
    readonly property color tint: "#E2EBE0"
    readonly property color brandInk: "#FFFFFF"
    readonly property color softBrandInk: "#CFE0D6"
    readonly property color sand: "#F0D9A8"
    readonly property color mark: "#A9431A"
    readonly property color notice: "#FBE9DF"
    readonly property color noticeInk: "#6F2608"
    readonly property color cancel: "#A6251C"
    readonly property color cancelPressed: "#86180F"
    readonly property color clear: "#F2C643"
    readonly property color clearPressed: "#DDAE22"
    readonly property color enter: "#17693F"
    readonly property color enterPressed: "#0F5230"
    readonly property color tilePressed: "#E6DFD1"
    readonly property color brandPressed: "#0D332A"
    readonly property color scrim: "#E60A241E"
    readonly property color shadow: "#0F16231E"
    readonly property color clearOfColour: "transparent"
    readonly property var trial: ({
            white: "#FFFFFF",
            black: "#000000",
            red: "#FF0000",
            green: "#00FF00",
            blue: "#0000FF"
        })

    // -- type --
    readonly property string family: "Inter"
    readonly property string titleFamily: "Inter Display"
    readonly property int weightText: Font.Normal
    readonly property int weightMedium: Font.Medium
    readonly property int weightStrong: Font.DemiBold
    readonly property real display: 88 * unit
    readonly property real title: 56 * unit
    readonly property real figure: 52 * unit
    readonly property real heading: 40 * unit
    readonly property real label: 34 * unit
    readonly property real body: 30 * unit
    readonly property real small: 28 * unit
    readonly property real staff: 22 * unit
    readonly property real textShrinkMin: 0.7
    readonly property real lineHeight: 1.28
    readonly property real titleLineHeight: 1.0
    readonly property var tabular: ({
            "tnum": 1
        })

    // -- spacing --
    readonly property real hair: Math.max(1, Math.round(2 * unit))
    readonly property real bold: Math.max(2, Math.round(4 * unit))
    readonly property real space1: 8 * unit
    readonly property real space2: 16 * unit
    readonly property real space3: 24 * unit
    readonly property real space4: 32 * unit
    readonly property real space6: 48 * unit
    readonly property real space8: 64 * unit
    readonly property real margin: 56 * unit
    readonly property real radius: 18 * unit
    readonly property real smallRadius: 10 * unit

    // -- parts --
    readonly property real headerHeight: 92 * unit
    readonly property real titleHeight: (portrait ? 188 : 124) * unit
    readonly property real footerHeight: 116 * unit
    readonly property real logo: 52 * unit
    readonly property real rowGap: 16 * unit
    readonly property real columnGap: 32 * unit
    readonly property real tileWidth: 316 * unit
    readonly property real wideTileWidth: 430 * unit
    readonly property real signWidth: 264 * unit
    readonly property real signHeightPortrait: 320 * unit
    readonly property real cardHeightPortrait: 486 * unit
    // A finger is felt beyond the edge that is drawn; nowhere is its room less than `touch`.
    readonly property real touch: 112 * unit
    readonly property real touchReach: 4 * unit
    readonly property real pillHeight: 72 * unit
    readonly property real pillWidth: 224 * unit
    readonly property real tickLength: 14 * unit
    readonly property real tickHeight: 8 * unit
    readonly property real keyGap: 14 * unit
    readonly property real keypadWidth: 560 * unit
    readonly property real dot: 26 * unit
    readonly property real dotGap: 13 * unit
    readonly property real fieldHeight: 104 * unit
    readonly property real dialogTileHeight: 120 * unit
    readonly property real keyCap: 44 * unit
    readonly property real noteWidth: 132 * unit
    readonly property real noteWidthSmall: 108 * unit
    readonly property real noteHeight: 68 * unit
    readonly property real noteWidthLeast: 88 * unit
    readonly property real noteHeightLeast: 38 * unit
    // So much one denomination needs in a mix, with its number.
    readonly property real noteRoom: 232 * unit
    readonly property real accountTileWidth: 520 * unit
    readonly property real accountTileWidthLeast: 400 * unit
    readonly property real mixLabelWidth: 212 * unit
    readonly property real canisterHeight: 88 * unit
    readonly property real receiptTileWidth: 368 * unit
    readonly property real receiptLine: 38 * unit
    readonly property real arrow: 56 * unit
    readonly property real pictureWidth: 460 * unit
    readonly property real dialogWidth: 720 * unit
    readonly property real badge: 104 * unit
    readonly property real hintHeightMax: 190 * unit
    readonly property int pinDigitsMin: 4

    // -- the supervisor menu: denser, for people who stand near and know where to look --
    readonly property int staffPinDigitsMin: 6
    readonly property real staffHeading: 44 * unit
    readonly property real staffText: 26 * unit
    readonly property real staffTitleHeight: (portrait ? 124 : 84) * unit
    readonly property real staffPeopleHeight: 40 * unit
    readonly property real staffFootHeight: (portrait ? 230 : 116) * unit
    readonly property real staffFootRowHeight: 116 * unit
    readonly property real staffStripHeight: 56 * unit
    readonly property real staffRowHeight: 56 * unit
    readonly property real staffRowHeightNarrow: 80 * unit
    readonly property real staffLineHeight: 0.88
    readonly property real staffNameShare: 0.36
    readonly property real staffHeadShare: 0.62
    readonly property real staffTextShare: 0.66
    readonly property real staffRowHeightLeast: 28 * unit
    readonly property real staffHeadHeight: 36 * unit
    readonly property real staffHeadHeightTwo: 60 * unit
    readonly property real staffFieldHeight: 84 * unit
    readonly property real staffKeypadWidth: 480 * unit
    readonly property real staffKeypadHeight: 520 * unit
    readonly property real staffActionsWidth: 340 * unit
    readonly property real staffActionHeight: 104 * unit
    readonly property real staffActionHeightLeast: 64 * unit
    readonly property real staffActionHeightReason: 92 * unit
    readonly property real staffInset: 6 * unit
    readonly property real staffNumberWidth: 62 * unit
    readonly property real staffTypedWidth: 148 * unit
    readonly property real staffGap: 8 * unit
    readonly property real staffReach: 4 * unit
    readonly property real staffTargetSize: 120 * unit
    readonly property real staffWide: 420 * unit
    readonly property real moodSign: 28 * unit
    readonly property real staffPictureWidth: 300 * unit
    readonly property real waitingOpacity: 0.35

    // -- motion, in milliseconds; none of it holds up an input --
    readonly property int slide: reduceMotion ? 0 : 240
    readonly property int press: reduceMotion ? 0 : 90
    readonly property real slideDistance: reduceMotion ? 0 : 20 * unit
    readonly property int cardTravel: 1600
    readonly property int cardPause: 1400
    readonly property int pulse: 900
    readonly property int longWait: 3000
    readonly property int attractTurn: 9000
}
