// The part of this machine that matters now: card in, card kept, card out, or cash.
import QtQuick

Item {
    id: slot

    required property string kind
    readonly property bool isCash: slot.kind === "cash"
    readonly property bool isKept: slot.kind === "card-kept"
    readonly property real pictureWidth: Math.min(width, Theme.pictureWidth, height * 0.86)
    readonly property real part: slot.pictureWidth / 460

    Item {
        anchors.centerIn: parent
        width: slot.pictureWidth
        height: slot.part * 500

        Drawing {
            id: machine

            file: slot.isCash ? "shutter" : slot.kind === "card-in" ? "reader" : slot.isKept ? "reader-kept" : "reader-out"
            width: parent.width
            height: slot.part * (slot.isCash ? 150 : 190)
            y: slot.isCash ? 0 : parent.height - height
        }

        Item {
            clip: true
            width: parent.width
            y: slot.isCash ? slot.part * 112 : 0
            height: slot.isCash ? parent.height - y : parent.height - slot.part * 149

            Drawing {
                id: moving

                property real travel: 0

                file: slot.isCash ? "notes" : "card"
                anchors.horizontalCenter: parent.horizontalCenter
                width: slot.part * (slot.isCash ? 320 : 220)
                height: slot.part * (slot.isCash ? 290 : 350)
                y: slot.part * (slot.isCash ? -20 : slot.isKept ? 190 : 58) + slot.part * moving.travel * (slot.kind === "card-in" ? 90 : 40) * (slot.kind === "card-out" ? -1 : 1)

                SequentialAnimation on travel {
                    running: !Theme.reduceMotion && slot.visible && !slot.isKept
                    loops: Animation.Infinite

                    NumberAnimation {
                        from: 0
                        to: 1
                        duration: Theme.cardTravel
                        easing.type: Easing.InOutCubic
                    }

                    PauseAnimation {
                        duration: Theme.cardPause
                    }

                    NumberAnimation {
                        from: 1
                        to: 0
                        duration: Theme.cardTravel
                        easing.type: Easing.InOutCubic
                    }

                    PauseAnimation {
                        duration: Theme.cardPause
                    }
                }
            }
        }
    }
}
