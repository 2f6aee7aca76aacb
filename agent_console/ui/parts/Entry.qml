import QtQuick
import QtQuick.Controls.Basic
import ".."

// A line to type into.
TextField {
    id: entry

    property bool wrong: false
    property bool lit: false

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.s(12)
    rightPadding: Theme.s(12)
    topPadding: 0
    bottomPadding: 0
    verticalAlignment: TextInput.AlignVCenter
    font.family: Theme.family
    font.pixelSize: Theme.body
    color: readOnly || !enabled ? Theme.secondary : Theme.ink
    placeholderTextColor: Theme.faint
    selectionColor: Theme.primary
    selectedTextColor: Theme.surface
    selectByMouse: true
    background: Rectangle {
        radius: Theme.s(10)
        color: entry.lit ? Theme.warningTint : entry.readOnly || !entry.enabled ? Theme.paper : Theme.surface
        border.width: entry.activeFocus ? 2 : 1
        border.color: entry.activeFocus ? Theme.focus : entry.wrong ? Theme.accent : Theme.line
        Behavior on color { ColorAnimation { duration: 250 } }
    }
}
