// The keys beside the screen: A to D on its left, F to I on its right, top to bottom.
pragma ComponentBehavior: Bound
import QtQuick
import Panel
import Panel.Models

Item {
    id: sides

    required property PanelModel panel
    readonly property real cell: (width - 3 * PanelTheme.hair * 3) / 4
    readonly property real keyHeight: (height - caption.height - PanelTheme.gap) / 2

    PanelText {
        id: caption

        text: "Beside the screen"
        color: PanelTheme.softBrandInk
        font.pixelSize: PanelTheme.small
        lineHeight: 1
    }

    Repeater {
        model: ["A", "B", "C", "D", "F", "G", "H", "I"]

        PadKey {
            required property int index
            required property string modelData

            objectName: "panel.side." + modelData
            code: modelData.toLowerCase()
            name: modelData
            small: true
            x: (index % 4) * (sides.cell + 3 * PanelTheme.hair)
            y: caption.height + 3 * PanelTheme.hair + Math.floor(index / 4) * (sides.keyHeight + 3 * PanelTheme.hair)
            width: sides.cell
            height: sides.keyHeight
            onPressed: sides.panel.press(code)
        }
    }
}
