// The lines of a staff page on one card; rows as high as there is room for, within bounds.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Panel {
    id: table

    required property StaffModel staff
    // No heads over lone values only.
    readonly property bool hasHeads: table.staff.heads.length > 0 && table.staff.columns.length >= table.staff.heads.length
    readonly property real insideWidth: table.width - 2 * Theme.space3
    readonly property real insideHeight: table.height - 2 * Theme.space1
    readonly property real signRoom: Theme.moodSign + Theme.space1 * 1.5

    // First across: as wide as what stands in the columns, where that fits; smaller where not.
    readonly property var written: [table.staff.names].concat(table.staff.columns)
    readonly property var headTexts: [0].concat(table.staff.columns.map((_, at) => table.hasHeads ? table.headWidth(table.staff.heads[at]) : 0))
    readonly property bool isNarrow: table.sum(table.naturals(metrics, Theme.space3)) > table.insideWidth
    readonly property bool isLow: (table.insideHeight - (table.hasHeads ? Theme.staffHeadHeightTwo : 0)) * Theme.staffTextShare < Theme.staffText * table.staff.lineCount
    readonly property bool isTight: table.isNarrow || table.isLow
    readonly property real pixels: table.isTight ? Theme.staff : Theme.staffText
    readonly property real gap: table.isTight ? Theme.space2 : Theme.space3
    readonly property var fitting: table.fitted(table.naturals(table.isTight ? smallMetrics : metrics, table.gap), table.insideWidth)
    readonly property real spare: table.insideWidth - table.sum(table.fitting)
    readonly property real more: Math.min(Theme.space8, table.spare / table.fitting.length)
    readonly property real nameWidth: Math.max(table.fitting[0] + table.more, table.staff.columns.length === 1 ? table.insideWidth * Theme.staffNameShare : 0)
    readonly property var widths: table.fitting.slice(1).map(width => width + table.more)
    readonly property var lefts: table.widths.map((width, at) => table.nameWidth + table.sum(table.widths.slice(0, at)))

    // What ends on the right keeps away from what begins on the left beside it.
    readonly property var apart: table.staff.columns.map((cells, at) => cells.length > 0 && cells.every(cell => cell.isRight) && (table.staff.columns[at + 1] ?? []).some(cell => !cell.isRight) ? Theme.space4 : 0)
    readonly property var rooms: table.widths.map((width, at) => width - table.gap * 0.75 - table.apart[at])

    // Then down. Where a notice and what is typed leave room for a few, the rest is told by number.
    readonly property bool hasLongHead: table.staff.heads.some((head, at) => table.measured(smallMetrics, StaffWords.cell(head)) > table.rooms[at])
    readonly property real headHeight: !table.hasHeads ? 0 : table.hasLongHead ? Theme.staffHeadHeightTwo : Theme.staffHeadHeight
    readonly property real room: table.insideHeight - table.headHeight
    readonly property int fitCount: Math.max(1, Math.floor(table.room / Theme.staffRowHeightLeast))
    readonly property int shownCount: table.staff.lineCount > table.fitCount ? table.fitCount - 1 : table.staff.lineCount
    readonly property int hiddenCount: table.staff.lineCount - table.shownCount
    readonly property real rowHeight: Math.min(table.isNarrow ? Theme.staffRowHeightNarrow : Theme.staffRowHeight, table.room / Math.max(1, table.shownCount + (table.hiddenCount > 0 ? 1 : 0)))

    // Its font is read too, so that all is measured anew when the window has another size.
    function measured(letters: FontMetrics, text: string): real {
        return letters.font.pixelSize > 0 ? letters.advanceWidth(text) : 0;
    }

    // A head may have two lines.
    function headWidth(head: var): real {
        if (head === undefined)
            return 0;
        const text = StaffWords.cell(head);
        const words = text.split(" ").map(word => table.measured(smallMetrics, word));
        return Math.max(...words, table.measured(smallMetrics, text) * Theme.staffHeadShare);
    }

    function naturals(letters: FontMetrics, gap: real): var {
        return table.written.map((cells, at) => Math.max(table.headTexts[at], ...cells.map(cell => table.measured(letters, StaffWords.cell(cell)))) + gap + (at === 0 ? table.signRoom : table.apart[at - 1]));
    }

    function sum(widths: var): real {
        return widths.reduce((all, each) => all + each, 0);
    }

    // Only the widest ones give way, each as far as it must.
    function fitted(widths: var, room: real): var {
        const ascending = [...widths].sort((one, other) => one - other);
        let left = room;
        for (let at = 0; at < ascending.length; at++) {
            const fair = left / (ascending.length - at);
            if (ascending[at] > fair)
                return widths.map(width => Math.min(width, fair));
            left -= ascending[at];
        }
        return widths;
    }

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.staffText
        font.weight: Theme.weightMedium
        font.features: Theme.tabular
    }

    FontMetrics {
        id: smallMetrics

        font.family: Theme.family
        font.pixelSize: Theme.staff
        font.weight: Theme.weightMedium
        font.features: Theme.tabular
    }

    Repeater {
        model: table.hasHeads ? table.staff.heads : []

        Words {
            id: head

            required property var modelData
            required property int index

            x: Theme.space3 + (table.lefts[head.index] ?? 0)
            y: Theme.space1
            width: table.rooms[head.index] ?? 0
            height: table.headHeight
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: head.modelData.isRight ? Text.AlignRight : Text.AlignLeft
            text: StaffWords.cell(head.modelData)
            color: Theme.softInk
            font.pixelSize: Theme.staff
            font.weight: Theme.weightMedium
            wrapMode: Text.WordWrap
            elide: Text.ElideRight
            lineHeight: 1
        }
    }

    Rectangle {
        visible: table.hasHeads
        x: Theme.space3
        y: Theme.space1 + table.headHeight - height
        width: table.insideWidth
        height: Theme.hair
        color: Theme.line
    }

    Repeater {
        model: table.staff.lines

        StaffLine {
            required property int index

            visible: index < table.shownCount
            heads: table.staff.heads
            nameWidth: table.nameWidth
            lefts: table.lefts
            rooms: table.rooms
            pixels: table.pixels
            gap: table.gap
            signRoom: table.signRoom
            x: Theme.space3
            y: Theme.space1 + table.headHeight + index * table.rowHeight
            width: table.insideWidth
            height: table.rowHeight
            isFirst: index === 0
        }
    }

    Words {
        visible: table.hiddenCount > 0
        x: Theme.space3 + table.signRoom
        y: Theme.space1 + table.headHeight + table.shownCount * table.rowHeight
        height: table.rowHeight
        verticalAlignment: Text.AlignVCenter
        text: qsTr("and %n more", "Every staff page: lines", table.hiddenCount)
        color: Theme.softInk
        font.pixelSize: Theme.staff
        wrapMode: Text.NoWrap
        lineHeight: 1
    }
}
