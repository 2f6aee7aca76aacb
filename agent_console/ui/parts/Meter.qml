import QtQuick
import ".."

// Loudness, 0 to 1 RMS, on a scale that speech fills.
Row {
    id: meter

    property real level: 0
    property color tone: Theme.success

    readonly property real shown: Math.min(1, Math.sqrt(Math.max(0, level)) * 1.6)

    spacing: Theme.s(3)

    Repeater {
        model: 8

        Rectangle {
            required property int index
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.s(4)
            height: Theme.s(6 + index * 1.5)
            radius: width / 2
            color: index < Math.round(meter.shown * 8) ? meter.tone : Theme.line
        }
    }
}
