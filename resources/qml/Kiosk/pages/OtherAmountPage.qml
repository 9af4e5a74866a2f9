// S07a: an amount typed on the keypad.
import QtQuick
import Kiosk

Page {
    id: page

    readonly property string rule: page.vm.amountStep === "" ? "" : qsTr("Any multiple of %1.", "S07a").arg(page.vm.amountStep)
    readonly property string most: page.vm.amountMax === "" ? "" : qsTr("Most today: %1.", "S07a").arg(page.vm.amountMax)

    NoticeWords {
        id: noticeWords

        notice: page.vm.notice
        triesLeft: page.vm.triesLeft
    }

    Column {
        id: words

        x: Theme.margin
        y: Theme.headerHeight + (Theme.portrait ? Theme.space4 : Theme.space6)
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth - Theme.keypadWidth - Theme.space6
        spacing: Theme.space3

        Title {
            objectName: "scr.S07a.title"
            width: parent.width
            fontSizeMode: Text.FixedSize
            text: qsTr("Enter an amount", "S07a")
        }

        Panel {
            width: parent.width
            height: Theme.fieldHeight * 1.2
            border.width: Theme.bold
            border.color: Theme.brand

            Figure {
                objectName: "scr.S07a.entry"
                anchors.fill: parent
                anchors.leftMargin: Theme.space3
                anchors.rightMargin: Theme.space3
                verticalAlignment: Text.AlignVCenter
                horizontalAlignment: Text.AlignRight
                text: page.vm.entry
                color: page.vm.hasEntry ? Theme.ink : Theme.softInk
                Accessible.name: qsTr("Amount: %1", "S07a").arg(page.vm.entry)
            }
        }

        NoticeStrip {
            width: parent.width
            text: noticeWords.why
        }

        Words {
            visible: page.rule !== ""
            width: parent.width
            text: page.rule
            color: Theme.softInk
        }

        Words {
            visible: page.most !== ""
            width: parent.width
            text: page.most
            color: Theme.softInk
        }
    }

    Keypad {
        screenId: "S07a"
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: Theme.portrait ? words.y + words.height + Theme.space6 : Theme.headerHeight + Theme.space2
        width: Theme.portrait ? page.bodyWidth : Theme.keypadWidth
        height: Theme.portrait ? page.height - y - Theme.space8 : Math.min(page.height - y - Theme.space6, Theme.keypadHeightMax)
        onPressed: code => page.vm.key(code)
    }
}
