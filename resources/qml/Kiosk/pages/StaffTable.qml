// The lines of a staff page on one card; rows as high as there is room for, within bounds.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Panel {
    id: table

    required property StaffModel staff
    readonly property bool hasHeads: table.staff.heads.length > 0
    readonly property real headHeight: table.hasHeads ? Theme.staffHeadHeight : 0
    readonly property real room: table.height - 2 * Theme.space1 - table.headHeight
    readonly property real rowHeight: Math.min(Theme.staffRowHeight, table.room / Math.max(1, table.staff.lineCount))
    readonly property real insideWidth: table.width - 2 * Theme.space3
    readonly property real signRoom: Theme.moodSign + Theme.space1 * 1.5
    // As wide as what stands in them, where that fits; what is left over is shared.
    readonly property var texts: [table.widest(table.staff.names)].concat(table.staff.columns.map(cells => table.widest(cells)))
    readonly property real gaps: table.signRoom + table.texts.length * Theme.space3
    readonly property bool isTight: table.sum(table.texts) + table.gaps > table.insideWidth || table.rowHeight * 0.66 < Theme.staffText
    readonly property real pixels: table.isTight ? Theme.staff : Theme.staffText
    readonly property var naturals: table.texts.map((width, at) => width * table.pixels / Theme.staffText + Theme.space3 + (at === 0 ? table.signRoom : 0))
    readonly property var fitting: table.fitted(table.naturals, table.insideWidth)
    readonly property real spare: table.insideWidth - table.sum(table.fitting)
    readonly property real more: Math.min(Theme.space8, table.spare / table.naturals.length)
    readonly property real nameWidth: Math.max(table.fitting[0] + table.more, table.staff.columnCount === 1 ? table.insideWidth * 0.42 : 0)
    readonly property var widths: table.fitting.slice(1).map(width => width + table.more)
    readonly property var lefts: table.widths.map((width, at) => table.nameWidth + table.sum(table.widths.slice(0, at)))

    function widest(cells: var): real {
        return Math.max(...cells.map(cell => metrics.advanceWidth(StaffWords.cell(cell))), 0);
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
    }

    Repeater {
        model: table.staff.heads

        Words {
            id: head

            required property var modelData
            required property int index

            x: Theme.space3 + (table.lefts[head.index] ?? 0)
            y: Theme.space1
            width: (table.widths[head.index] ?? 0) - Theme.space2
            height: Theme.staffHeadHeight
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: head.modelData.isRight ? Text.AlignRight : Text.AlignLeft
            text: StaffWords.cell(head.modelData)
            color: Theme.softInk
            font.pixelSize: Theme.staff
            font.weight: Theme.weightMedium
            wrapMode: Text.NoWrap
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

            heads: table.staff.heads
            nameWidth: table.nameWidth
            lefts: table.lefts
            widths: table.widths
            pixels: table.pixels
            signRoom: table.signRoom
            x: Theme.space3
            y: Theme.space1 + table.headHeight + index * table.rowHeight
            width: table.insideWidth
            height: table.rowHeight
            isFirst: index === 0
        }
    }
}
