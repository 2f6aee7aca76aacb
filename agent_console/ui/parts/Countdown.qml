import QtQuick
import QtQuick.Shapes
import ".."

// A ring that empties: `remaining` of `whole` seconds.
Item {
    id: countdown

    property real remaining: 0
    property real whole: 20
    property int seconds: Math.max(0, Math.ceil(remaining))

    implicitWidth: Theme.s(168)
    implicitHeight: implicitWidth

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.line
            strokeWidth: Theme.s(8)
            fillColor: "transparent"
            PathAngleArc {
                centerX: countdown.width / 2
                centerY: countdown.height / 2
                radiusX: countdown.width / 2 - Theme.s(6)
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: countdown.remaining < 6 ? Theme.accent : Theme.primary
            strokeWidth: Theme.s(8)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: countdown.width / 2
                centerY: countdown.height / 2
                radiusX: countdown.width / 2 - Theme.s(6)
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * Math.max(0, Math.min(1, countdown.remaining / countdown.whole))
            }
        }
    }

    Column {
        anchors.centerIn: parent
        Say {
            anchors.horizontalCenter: parent.horizontalCenter
            text: countdown.seconds
            font.pixelSize: Theme.display
            font.weight: Font.DemiBold
            lineHeight: 1
        }
        Say {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("秒")
            color: Theme.secondary
            font.pixelSize: Theme.small
        }
    }
}
