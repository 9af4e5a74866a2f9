// S07a, S21b and S22: an amount typed on the keypad.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

Page {
    id: page

    readonly property bool isTransfer: page.shown.screenId === "S21b"
    readonly property bool isDeposit: page.shown.screenId === "S22"
    readonly property string today: page.shown.denominationWords === "" ? "" : qsTr("Notes today: %1.", "S07a").arg(page.shown.denominationWords)
    readonly property string most: page.shown.amountMax === "" ? "" : qsTr("Most today: %1.", "S07a").arg(page.shown.amountMax)
    // What holds for the amount, in a line each.
    readonly property var rules: page.isTransfer ? [qsTr("From: %1", "S21b").arg(page.shown.account), qsTr("To: %1", "S21b").arg(page.shown.target), page.shown.amountMax === "" ? "" : qsTr("At most %1.", "S21b").arg(page.shown.amountMax)] : page.isDeposit ? [qsTr("The bank will check it.", "S22"), qsTr("To: %1", "S22").arg(page.shown.target)] : [page.today, page.most]

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
        first: page.shown.possibleFirst
        second: page.shown.possibleSecond
    }

    // What is wrong is spoken before what is typed, though it stands below.
    Item {
        id: words

        x: Theme.margin
        y: Theme.headerHeight + (Theme.portrait ? Theme.space4 : Theme.space2)
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth - Theme.keypadWidth - Theme.space6
        height: rules.visible ? rules.y + rules.height : strip.y + strip.height

        Title {
            id: heading

            objectName: "scr." + page.shown.screenId + ".title"
            width: parent.width
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            text: page.isDeposit ? qsTr("Enter the total", "S22") : qsTr("Enter an amount", "S07a")
        }

        NoticeStrip {
            id: strip

            y: field.y + field.height + Theme.space2
            width: parent.width
            text: noticeWords.why
        }

        Panel {
            id: field

            y: heading.height + Theme.space2
            width: parent.width
            height: Theme.fieldHeight
            border.width: Theme.bold
            border.color: Theme.brand

            Figure {
                objectName: "scr." + page.shown.screenId + ".entry"
                anchors.fill: parent
                anchors.leftMargin: Theme.space3
                anchors.rightMargin: Theme.space3
                verticalAlignment: Text.AlignVCenter
                horizontalAlignment: Text.AlignRight
                text: page.shown.entry
                color: page.shown.hasEntry ? Theme.ink : Theme.softInk
                Accessible.name: qsTr("Amount: %1", "S07a").arg(page.shown.entry)
            }
        }

        Column {
            id: rules

            // Above two tiles there is no room for them beside what is wrong.
            visible: page.shown.possibleFirst === "" && !(page.isTransfer && strip.visible)
            y: strip.y + (strip.visible ? strip.height + Theme.space2 : 0)
            width: parent.width

            Repeater {
                model: page.rules

                Words {
                    required property string modelData

                    visible: text !== ""
                    width: rules.width
                    text: modelData
                    color: Theme.softInk
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                }
            }
        }
    }

    TileGrid {
        id: grid

        readonly property real rowHeightWanted: Theme.touch

        vm: page.vm
        shown: page.shown
        tileWidth: Theme.portrait ? page.bodyWidth : words.width
        x: Theme.margin
        width: page.bodyWidth
        y: Theme.portrait ? page.height - Theme.space6 - height : page.bodyTop
        height: Theme.portrait ? 4 * grid.rowHeightWanted + 3 * Theme.rowGap : page.bodyHeight
    }

    Keypad {
        screenId: page.shown.screenId
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: Theme.portrait ? words.y + words.height + Theme.space6 : Theme.headerHeight + Theme.space2
        width: Theme.portrait ? page.bodyWidth : Theme.keypadWidth
        height: Theme.portrait ? page.height - y - Theme.space8 - 2 * (grid.rowHeightWanted + Theme.rowGap) : page.bodyTop + page.bodyHeight - y
        onPressed: code => page.vm.key(code)
    }
}
