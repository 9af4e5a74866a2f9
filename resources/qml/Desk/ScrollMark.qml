// How far a list is scrolled; nothing where all of it is seen.
import QtQuick
import Desk

Rectangle {
    id: mark

    required property Flickable view

    visible: mark.view.contentHeight > mark.view.height + DeskTheme.hair
    x: mark.view.width + DeskTheme.space1
    y: mark.view.y + mark.view.visibleArea.yPosition * mark.view.height
    width: DeskTheme.scrollBar
    height: mark.view.visibleArea.heightRatio * mark.view.height
    radius: DeskTheme.scrollBar
    color: DeskTheme.edge
}
