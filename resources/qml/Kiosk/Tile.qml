// One choice; strong when it is what most people came for. An account has a second line, a mix its
// notes.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Models

Pressable {
    id: tile

    property string padKey: ""
    property bool strong: false
    property bool isAmount: false
    property bool isDark: false
    // What is drawn, where more than that is spoken.
    property string label: tile.name
    property string detail: ""
    property string figure: ""
    property RowsModel mix: null
    property real mixLabelWidth: 0
    // It is what holds now, of several: shown by a sign too, not by its colour alone.
    property bool chosen: false
    readonly property bool hasMix: tile.mix !== null
    readonly property bool isAccount: tile.detail !== "" && !tile.hasMix
    // Where a tile is narrow, an account's name has its whole width, and the key stands below it.
    // Only a word that no line could hold is broken.
    readonly property bool hasLongWord: tile.label.split(" ").some(word => word.length > 18)
    readonly property bool isStacked: tile.isAccount && tile.width < Theme.accountTileWidthLeast
    readonly property real wordsWidth: tile.width - Theme.space3 - words.aside
    readonly property color ground: tile.strong ? (tile.down ? Theme.brandPressed : Theme.brand) : (tile.down ? Theme.tilePressed : Theme.card)
    readonly property color ink: tile.strong ? Theme.brandInk : Theme.ink

    Panel {
        anchors.fill: parent
        color: tile.ground
        border.color: tile.isDark ? Theme.brandEdge : tile.strong ? Theme.brand : Theme.edge

        Behavior on color {
            ColorAnimation {
                duration: Theme.press
            }
        }
    }

    Words {
        id: words

        readonly property real aside: cap.visible ? cap.width + 2 * Theme.space2 : Theme.space3
        readonly property real room: tile.height - 2 * Theme.space1 - (second.visible ? second.height : 0)
        readonly property bool hasSecond: second.visible

        spoken: false
        x: tile.isStacked ? Theme.space2 : Theme.space3
        y: words.hasSecond ? (tile.height - height - second.height - (words.lineCount === 1 ? height * 0.25 : 0)) / 2 : Theme.space1
        width: tile.hasMix ? tile.mixLabelWidth : tile.isStacked ? tile.width - 2 * Theme.space2 : tile.wordsWidth
        height: words.hasSecond ? Math.min(words.room, 3 * Theme.label) : words.room
        verticalAlignment: words.hasSecond ? Text.AlignBottom : Text.AlignVCenter
        text: tile.label
        color: tile.ink
        font.family: Theme.titleFamily
        font.pixelSize: tile.isAmount ? Theme.heading : Theme.label
        font.weight: Theme.weightStrong
        font.features: Theme.tabular
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(tile.isStacked ? Theme.small * 0.98 : font.pixelSize * Theme.textShrinkMin)
        lineHeight: Theme.titleLineHeight
        wrapMode: tile.isAccount && tile.hasLongWord ? Text.Wrap : Text.WordWrap
    }

    // The number of an account and what is in it; below each other where there is no room beside.
    Item {
        id: second

        readonly property bool isNarrow: number.implicitWidth + sum.implicitWidth + Theme.space3 > tile.wordsWidth

        visible: tile.isAccount
        x: words.x
        y: words.y + words.height
        width: tile.wordsWidth
        height: number.height + (second.isNarrow && sum.visible ? sum.height : 0)

        Words {
            id: number

            spoken: false
            text: tile.detail
            color: tile.strong ? Theme.softBrandInk : Theme.softInk
            font.pixelSize: Theme.small
            font.features: Theme.tabular
            wrapMode: Text.NoWrap
            lineHeight: 1
        }

        Words {
            id: sum

            visible: text !== ""
            spoken: false
            x: second.isNarrow ? 0 : parent.width - width
            y: second.isNarrow ? number.height : 0
            text: tile.figure
            color: tile.ink
            font.pixelSize: Theme.small
            font.weight: Theme.weightMedium
            font.features: Theme.tabular
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
    }

    Loader {
        active: tile.hasMix
        x: Theme.space3 + tile.mixLabelWidth + Theme.space2
        width: tile.width - x - words.aside
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: NoteMix {
            width: parent.width
            model: tile.mix
            isSpoken: false
            isSmall: lineCount * Theme.noteRoom > width
            noteWidth: Theme.noteWidthSmall
            colour: tile.ink
        }
    }

    Drawing {
        visible: tile.chosen
        file: "chosen"
        x: cap.x + (cap.width - width) / 2
        y: Math.max(Theme.space1, (cap.y - height) / 2)
        width: Theme.keyCap * 0.8
        height: width
    }

    KeyCap {
        id: cap

        code: tile.padKey
        colour: tile.strong ? Theme.softBrandInk : Theme.softInk
        x: parent.width - width - Theme.space2
        y: tile.isStacked ? second.y + (second.height - height) / 2 : (parent.height - height) / 2
    }
}
