// Sizes of the panel, in pixels of a developer's desk; its colours are the kiosk's.
pragma Singleton
import QtQuick
import Kiosk

QtObject {
    readonly property color paper: Theme.paper
    readonly property color card: Theme.card
    readonly property color line: Theme.line
    readonly property color edge: Theme.edge
    readonly property color ink: Theme.ink
    readonly property color softInk: Theme.softInk
    readonly property color steel: Theme.brandDeep
    readonly property color steelRise: Theme.brandRise
    readonly property color steelEdge: Theme.brandEdge
    readonly property color brand: Theme.brand
    readonly property color brandInk: Theme.brandInk
    readonly property color softBrandInk: Theme.softBrandInk
    readonly property color sand: Theme.sand
    readonly property color sandInk: "#6B4A12"
    readonly property color hole: "#04130F"
    readonly property color lampOn: "#8CF0B4"
    readonly property color lampOff: "#24483C"
    readonly property color glow: "#408CF0B4"
    readonly property color fault: Theme.mark
    readonly property color notice: Theme.notice
    readonly property color noticeInk: Theme.noticeInk
    readonly property color tint: Theme.tint
    readonly property color good: Theme.enter
    readonly property color key: "#E9E3D6"
    readonly property color keyDown: "#CFC6B3"
    readonly property color cancel: Theme.cancel
    readonly property color cancelDown: Theme.cancelPressed
    readonly property color clear: Theme.clear
    readonly property color clearDown: Theme.clearPressed
    readonly property color enter: Theme.enter
    readonly property color enterDown: Theme.enterPressed
    readonly property color none: Theme.clearOfColour

    readonly property string family: Theme.family
    readonly property string titleFamily: Theme.titleFamily
    readonly property int plain: Theme.weightText
    readonly property int medium: Theme.weightMedium
    readonly property int strong: Theme.weightStrong
    readonly property var tabular: Theme.tabular
    readonly property int text: 13
    readonly property int small: 11
    readonly property int label: 12
    readonly property int heading: 15
    readonly property int digit: 17
    readonly property real lineHeight: 1.2

    readonly property int hair: 1
    readonly property int ring: 2
    readonly property int gap: 6
    readonly property int space: 10
    readonly property int wide: 16
    readonly property int radius: 8
    readonly property int bigRadius: 16

    readonly property int twoColumnsFrom: 680
    readonly property int columnMax: 400
    readonly property int headerHeight: 30
    readonly property int hintHeight: 40
    readonly property int padHeight: 178
    readonly property int padHeightMax: 250
    readonly property int heightUsual: 790
    readonly property int slotWidth: 108
    readonly property int slotHeight: 104
    readonly property int slotDepth: 18
    readonly property int shutterHeight: 88
    readonly property int lampHeight: 5
    readonly property int cardWidth: 60
    readonly property int cardHeight: 95
    readonly property int walletHeight: 78
    readonly property int walletCardWidth: 70 // a fifth card is cut, so that one sees the row goes on
    readonly property int walletCardWide: 98 // has room for a whole name
    readonly property int noteWidth: 92
    readonly property int noteHeight: 50
    readonly property int notesDrawnMax: 5
    readonly property int slotRow: 36
    readonly property int envelopeWidth: 84
    readonly property int envelopeHeight: 30
    readonly property int receiptWidth: 84
    readonly property int receiptInHand: 316
    readonly property int jackWidth: 108
    readonly property int rowHeight: 30
    readonly property int tabHeight: 34
    readonly property int journalTime: 58
    readonly property int dot: 8
    readonly property int sign: 40
    readonly property int partName: 96
    readonly property int canisterName: 98

    readonly property int ledgerHeight: 320

    readonly property int move: 220
    readonly property int beep: 500
    readonly property int pulse: 700
}
