// An amount of money, in figures of equal width.
import QtQuick

Words {
    font.family: Theme.titleFamily
    font.pixelSize: Theme.figure
    font.weight: Theme.weightStrong
    font.features: Theme.tabular
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: Math.round(font.pixelSize * Theme.textShrinkMin)
    wrapMode: Text.NoWrap
    lineHeight: 1
}
