import QtQuick
import ".."

// A small word on a tint.
Rectangle {
    id: tag

    property alias text: word.text
    property string tone: "plain"
    property string glyph: ""

    readonly property color front: tone === "good" ? Theme.success : tone === "warn" ? Theme.warning
        : tone === "bad" ? Theme.accent : tone === "primary" ? Theme.primary : Theme.secondary

    visible: text !== ""
    implicitWidth: row.implicitWidth + Theme.s(16)
    implicitHeight: Theme.s(24)
    radius: Theme.s(6)
    color: tone === "good" ? Theme.successTint : tone === "warn" ? Theme.warningTint
        : tone === "bad" ? Theme.accentTint : tone === "primary" ? Theme.primaryTint : Theme.paper

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.s(4)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: tag.glyph !== ""
            name: tag.glyph
            size: Theme.s(14)
            color: tag.front
        }
        Say {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            color: tag.front
            font.pixelSize: Theme.tiny
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
    }
}
