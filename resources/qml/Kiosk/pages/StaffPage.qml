// M01 to M24: the supervisor menu. What is open, its lines, what can be done, and what is typed.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Page {
    id: page

    readonly property StaffModel staff: page.shown.staff
    readonly property string screenId: page.shown.screenId
    readonly property bool isLogin: page.screenId === "M01"
    readonly property bool hasLines: page.staff.lineCount > 0 || page.staff.heads.length > 0
    // While a PIN is checked its keypad stays where it was, and does nothing.
    readonly property bool hasKeypad: page.staff.hasEntry || page.isLogin
    readonly property bool isTrial: page.staff.pattern !== "none"
    readonly property bool hasActions: page.staff.actionCount > 0 && !page.isTrial
    // Beside a table of many columns there is no room for actions: they stand below it.
    readonly property bool isStacked: Theme.portrait || page.staff.columnCount > 3 && !page.hasKeypad
    readonly property bool hasAside: page.hasKeypad || page.hasLines && page.hasActions
    readonly property real bodyFrom: Theme.headerHeight + Theme.staffTitleHeight
    readonly property real bodyTo: height - Theme.staffFootHeight
    readonly property real asideWidth: page.hasKeypad ? Theme.staffKeypadWidth : Theme.staffActionsWidth
    readonly property real asideHeight: page.hasKeypad ? Theme.staffKeypadHeight : actions.heightBelow
    readonly property bool isBeside: page.hasAside && !page.isStacked
    readonly property bool isBelow: page.hasAside && page.isStacked
    readonly property real areaWidth: page.bodyWidth - (page.isBeside ? page.asideWidth + Theme.columnGap : 0)
    readonly property real areaTo: page.bodyTo - (page.isBelow ? page.asideHeight + Theme.space2 : 0)
    readonly property real stripRoom: strip.visible ? strip.height + Theme.space2 : 0
    readonly property real entryRoom: entry.visible ? entry.height + Theme.space2 : 0
    // An entry stays where it is when a notice comes, which stands below it.
    readonly property real stripFrom: page.bodyFrom + page.entryRoom
    readonly property real linesFrom: page.stripFrom + page.stripRoom
    readonly property real actionsFrom: page.bodyFrom + (page.hasKeypad ? 0 : page.stripRoom)

    Title {
        id: heading

        objectName: "scr." + page.screenId + ".title"
        x: Theme.margin + (number.visible ? number.width + Theme.space2 : 0)
        y: Theme.headerHeight
        width: (Theme.portrait || !people.visible ? page.width - Theme.margin : people.x - Theme.space3) - x
        height: Theme.staffTitleHeight - Theme.space2 - (Theme.portrait ? Theme.staffPeopleHeight : 0)
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: Theme.staffHeading
        text: StaffWords.cell(page.staff.title)
        Accessible.name: (number.visible ? number.text + " " : "") + text
    }

    Words {
        id: number

        visible: page.staff.item > 0
        spoken: false
        x: Theme.margin
        y: heading.y
        height: heading.height
        verticalAlignment: Text.AlignVCenter
        text: page.staff.item
        color: Theme.softInk
        font.family: Theme.titleFamily
        font.pixelSize: Theme.staffHeading
        font.weight: Theme.weightStrong
        wrapMode: Text.NoWrap
        lineHeight: Theme.titleLineHeight
        Accessible.name: heading.Accessible.name
    }

    StaffStrip {
        id: strip

        staff: page.staff
        screenId: page.screenId
        x: Theme.margin
        y: page.stripFrom
        width: page.hasKeypad ? page.areaWidth : page.bodyWidth
    }

    Words {
        id: people

        objectName: "scr." + page.screenId + ".people"
        visible: text !== ""
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: heading.y + (Theme.portrait ? heading.height : 0)
        width: Theme.portrait ? page.bodyWidth : page.bodyWidth * 0.5
        height: Theme.portrait ? Theme.staffPeopleHeight : heading.height
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: Theme.portrait ? Text.AlignLeft : Text.AlignRight
        text: page.staff.people
        font.pixelSize: Theme.staffText
        font.weight: Theme.weightMedium
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.staff)
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.name: qsTr("Logged in: %1", "Every staff page").arg(text)
    }

    StaffEntry {
        id: entry

        visible: page.staff.hasEntry
        staff: page.staff
        screenId: page.screenId
        x: Theme.margin
        y: page.bodyFrom
        width: page.areaWidth
    }

    StaffTable {
        visible: page.hasLines
        staff: page.staff
        x: Theme.margin
        y: page.linesFrom
        width: page.areaWidth
        height: page.areaTo - y
    }

    Drawing {
        visible: page.isLogin && !page.hasLines && !Theme.portrait && !page.staff.isBusy && y > page.linesFrom
        file: "keypad-hand"
        x: Theme.margin + (page.areaWidth - width) / 2
        y: page.bodyTo - height
        width: Theme.staffPictureWidth
        height: width * 460 / 480
    }

    StaffTyped {
        staff: page.staff
        screenId: page.screenId
        x: foot.middleX
        y: page.bodyTo
        width: foot.middleWidth
        height: foot.middleHeight
    }

    StaffActions {
        id: actions

        visible: page.hasActions
        vm: page.vm
        staff: page.staff
        screenId: page.screenId
        columns: page.isBeside ? 1 : page.isBelow ? actions.columnsBelow : 2
        x: page.isBeside ? page.width - Theme.margin - width : Theme.margin
        y: page.isBelow ? page.bodyTo - actions.heightBelow : page.actionsFrom
        width: page.isBeside ? Theme.staffActionsWidth : page.bodyWidth
        height: page.isBelow ? actions.heightBelow : page.bodyTo - page.actionsFrom
    }

    // Before the keypad, whose Cancel is spoken last.
    StaffFoot {
        id: foot

        visible: !page.isTrial
        vm: page.vm
        shown: page.shown
        y: page.bodyTo
        width: page.width
        height: Theme.staffFootHeight
    }

    Keypad {
        visible: page.hasKeypad
        enabled: !page.staff.isBusy
        opacity: enabled ? 1 : Theme.waitingOpacity
        screenId: page.screenId
        x: Theme.portrait ? Theme.margin : page.width - Theme.margin - width
        y: Theme.portrait ? page.bodyTo - Theme.staffKeypadHeight : page.bodyFrom
        width: Theme.portrait ? page.bodyWidth : Theme.staffKeypadWidth
        height: Theme.portrait ? Theme.staffKeypadHeight : page.bodyTo - page.bodyFrom
        onPressed: code => page.vm.key(code)
    }

    Loader {
        active: page.isTrial
        y: Theme.headerHeight
        width: page.width
        height: page.height - y
        sourceComponent: StaffTrial {
            vm: page.vm
            staff: page.staff
            screenId: page.screenId
        }
    }
}
