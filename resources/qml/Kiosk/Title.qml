// The first line of a page: what to do. Fits its box, in two lines at most.
import QtQuick

Words {
    font.family: Theme.titleFamily
    font.pixelSize: Theme.title
    font.weight: Theme.weightStrong
    fontSizeMode: Text.Fit
    minimumPixelSize: Math.round(font.pixelSize * Theme.textShrinkMin)
    lineHeight: Theme.titleLineHeight
    Accessible.role: Accessible.Heading
}
