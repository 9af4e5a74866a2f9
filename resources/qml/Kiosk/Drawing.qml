// An SVG from resources/drawings, drawn at its final size so that edges stay sharp.
import QtQuick

Image {
    id: drawing

    required property string file

    source: Theme.drawings + drawing.file + ".svg"
    sourceSize.width: Math.round(width)
    sourceSize.height: Math.round(height)
    fillMode: Image.PreserveAspectFit
    asynchronous: false
    Accessible.ignored: true
}
