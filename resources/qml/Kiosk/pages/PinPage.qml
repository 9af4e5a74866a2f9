// S04 and S30: a PIN on the pad or on glass; dots only.
import QtQuick
import Kiosk

Page {
    id: page

    readonly property var titles: [page.shown.pinRepeated ? qsTr("Enter your PIN again", "S04") : qsTr("Enter your PIN", "S04"), qsTr("Choose a new PIN", "S30"), qsTr("Enter the new PIN again", "S30")]
    // By where it can be typed.
    readonly property var hints: ({
            "pad": [qsTr("Cover the keypad with your hand. Then press Enter.", "S04"), qsTr("Use 4 to 12 digits, on the keypad. Then press Enter.", "S30"), qsTr("The same digits once more, on the keypad. Then press Enter.", "S30")],
            "screen": [qsTr("Cover the screen with your hand. Then press Enter.", "S04"), qsTr("Use 4 to 12 digits, on the screen. Then press Enter.", "S30"), qsTr("The same digits once more, on the screen. Then press Enter.", "S30")],
            "both": [qsTr("Use keypad or screen. Cover it. Then press Enter.", "S04"), qsTr("Use 4 to 12 digits, on keypad or screen. Then press Enter.", "S30"), qsTr("The same digits once more. Then press Enter.", "S30")]
        })

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
    }

    // What is wrong is spoken before what is typed, though it stands below.
    Item {
        id: words

        x: Theme.margin
        y: Theme.headerHeight + (Theme.portrait ? Theme.space4 : Theme.space2)
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth - Theme.keypadWidth - Theme.space6
        height: strip.visible ? strip.y + strip.height : entry.y + entry.height

        Title {
            id: heading

            objectName: "scr." + page.shown.screenId + ".title"
            width: parent.width
            fontSizeMode: Text.FixedSize
            text: page.titles[page.shown.pinPrompt]
        }

        NoticeStrip {
            id: strip

            objectName: "scr." + page.shown.screenId + ".notice"
            y: entry.y + entry.height + Theme.space3
            width: parent.width
            text: noticeWords.why
        }

        Column {
            id: entry

            y: heading.height + Theme.space3
            width: parent.width
            spacing: Theme.space3

            // A notice that says where to repeat it says the same, and needs the room.
            Words {
                visible: page.shown.notice !== "P06"
                width: parent.width
                text: page.hints[page.shown.pinPlace][page.shown.pinPrompt]
                color: Theme.softInk
            }

            PinDots {
                objectName: "scr." + page.shown.screenId + ".dots"
                width: parent.width
                digits: page.shown.digits
            }
        }
    }

    PinAdvice {
        id: advice

        visible: advice.room >= implicitHeight && (page.shown.touchPin ? !Theme.portrait : page.shown.notice === "")
        hasDrawing: page.shown.touchPin
        room: page.bodyTop + page.bodyHeight - y
        x: Theme.margin
        y: words.y + words.height + Theme.space3
        width: words.width
        height: page.shown.touchPin ? advice.room : implicitHeight
    }

    Keypad {
        visible: page.shown.touchPin
        screenId: page.shown.screenId
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: Theme.portrait ? words.y + words.height + Theme.space6 : Theme.headerHeight + Theme.space2
        width: Theme.portrait ? page.bodyWidth : Theme.keypadWidth
        height: Theme.portrait ? page.height - y - Theme.space8 : page.bodyTop + page.bodyHeight - y
        onPressed: code => page.vm.pinKey(code)
    }

    Drawing {
        visible: !page.shown.touchPin
        file: "keypad-hand"
        x: Theme.portrait ? (page.width - width) / 2 : page.width - Theme.margin - Theme.keypadWidth + (Theme.keypadWidth - width) / 2
        y: Theme.portrait ? page.bodyTop + page.bodyHeight / 2 - height / 3 : page.bodyTop + page.bodyHeight - height
        width: Theme.pictureWidth * 1.1
        height: width * 460 / 480
    }
}
