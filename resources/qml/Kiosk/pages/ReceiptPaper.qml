// A receipt as it would be printed: white paper, each line's two ends at the paper's two edges.
pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Models

Rectangle {
    id: paper

    required property PageModel shown
    // Lines stand closer together where there are many.
    readonly property real lineRoom: Math.min(Theme.receiptLine, (height - 2 * Theme.space3) / Math.max(1, paper.shown.receiptHeight))

    color: Theme.card
    border.width: Theme.hair
    border.color: Theme.line

    Column {
        id: column

        x: Theme.space4
        y: Math.max(Theme.space2, Math.min(Theme.space6, (parent.height - height) / 2))
        width: parent.width - 2 * Theme.space4

        Repeater {
            id: lines

            model: paper.shown.receiptLines

            Item {
                id: line

                required property string leftText
                required property string rightText
                required property string middleText
                required property bool isTitle
                required property bool isRule
                readonly property bool isEmpty: line.leftText + line.rightText + line.middleText === ""

                width: column.width
                height: line.isEmpty || line.isRule ? paper.lineRoom / 2 : Math.max(paper.lineRoom, label.height, value.height, heading.height)

                Rectangle {
                    visible: line.isRule
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: Theme.hair
                    color: Theme.edge
                }

                Words {
                    id: label

                    visible: text !== ""
                    width: line.rightText === "" ? parent.width : parent.width - value.width - Theme.space2
                    text: line.leftText
                    color: line.rightText === "" ? Theme.ink : Theme.softInk
                    font.pixelSize: Theme.small
                    lineHeight: Theme.titleLineHeight
                }

                Words {
                    id: value

                    visible: text !== ""
                    anchors.right: parent.right
                    width: Math.min(implicitWidth, line.leftText === "" ? parent.width : parent.width * 0.66)
                    horizontalAlignment: Text.AlignRight
                    text: line.rightText
                    font.pixelSize: Theme.small
                    font.weight: Theme.weightMedium
                    font.features: Theme.tabular
                    wrapMode: Text.Wrap
                    lineHeight: Theme.titleLineHeight
                }

                Words {
                    id: heading

                    visible: text !== ""
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: line.middleText
                    font.pixelSize: line.isTitle ? Theme.label : Theme.small
                    font.weight: line.isTitle ? Theme.weightStrong : Theme.weightText
                    lineHeight: Theme.titleLineHeight
                }
            }
        }
    }
}
