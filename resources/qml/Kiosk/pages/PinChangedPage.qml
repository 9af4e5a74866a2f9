// S30b: the new PIN works from now on.
import QtQuick

StatementPage {
    sign: "done"
    title: qsTr("Use your new PIN from now on", "S30b")
    why: qsTr("Your PIN is changed.", "S30b")
}
