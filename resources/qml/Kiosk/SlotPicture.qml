// The part of this machine that matters now: card in, kept or out, cash or receipt out, envelope in.
import QtQuick

Item {
    id: slot

    required property string kind
    // Nothing is in the slot yet, or any more.
    property bool isEmpty: false
    // What comes out downwards hangs below its opening; all else stands above it.
    readonly property bool hangs: slot.kind === "cash" || slot.kind === "receipt"
    readonly property bool isKept: slot.kind === "card-kept"
    readonly property bool goesIn: slot.kind === "card-in" || slot.kind === "envelope"
    readonly property real pictureWidth: Math.min(width, Theme.pictureWidth, height * 0.86)
    readonly property real part: slot.pictureWidth / 460
    readonly property var machines: ({
            "card-in": "reader",
            "card-kept": "reader-kept",
            "card-out": "reader-out",
            "cash": "shutter",
            "receipt": "receipt-slot",
            "envelope": "envelope-slot"
        })
    // Of what moves: its drawing, width, height, and how far from the top it rests.
    readonly property var things: ({
            "card-in": ["card", 220, 350, 58],
            "card-kept": ["card", 220, 350, 190],
            "card-out": ["card", 220, 350, 58],
            "cash": ["notes", 320, 290, -20],
            "receipt": ["receipt", 220, 350, -40],
            "envelope": ["envelope", 290, 300, 58]
        })
    readonly property var thing: slot.things[slot.kind]

    Item {
        anchors.centerIn: parent
        width: slot.pictureWidth
        height: slot.part * 500

        Drawing {
            id: machine

            file: slot.machines[slot.kind]
            width: parent.width
            height: slot.part * (slot.hangs ? 150 : 190)
            y: slot.hangs ? 0 : slot.isEmpty ? (parent.height - height) * 0.35 : parent.height - height
        }

        Item {
            clip: true
            width: parent.width
            y: slot.hangs ? slot.part * 112 : 0
            height: slot.hangs ? parent.height - y : parent.height - slot.part * 149

            Drawing {
                id: moving

                property real travel: 0

                visible: !slot.isEmpty
                file: slot.thing[0]
                anchors.horizontalCenter: parent.horizontalCenter
                width: slot.part * slot.thing[1]
                height: slot.part * slot.thing[2]
                y: slot.part * slot.thing[3] + slot.part * moving.travel * (slot.goesIn ? 90 : 40) * (slot.kind === "card-out" ? -1 : 1)

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
