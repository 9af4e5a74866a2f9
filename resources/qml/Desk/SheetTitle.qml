// The first line of a sheet.
import QtQuick
import Desk

DeskText {
    objectName: "desk.sheet.title"
    font.family: DeskTheme.titleFamily
    font.pixelSize: DeskTheme.figure
    font.weight: DeskTheme.strong
    lineHeight: 1.1
    Accessible.role: Accessible.Heading
}
