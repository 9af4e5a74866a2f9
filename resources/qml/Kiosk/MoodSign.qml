// Good, odd or bad, by its shape as well as by its colour; nothing where there is no more to say.
import QtQuick

Drawing {
    id: sign

    required property string mood
    readonly property var files: ({
            "good": "done",
            "warn": "mood-warn",
            "bad": "mood-bad"
        })

    visible: sign.mood in sign.files
    file: sign.files[sign.mood] ?? "done"
    width: Theme.moodSign
    height: Theme.moodSign
}
