import QtQuick
import QtQuick.Shapes
import ".."

// The mark: a rounded window with a small cloud in it.
Item {
    id: brand

    property real size: Theme.s(40)
    property color ground: Theme.primary

    implicitWidth: size
    implicitHeight: size

    Rectangle {
        anchors.fill: parent
        radius: brand.size * 0.26
        color: brand.ground
    }

    Shape {
        anchors.centerIn: parent
        width: 40
        height: 40
        scale: brand.size / 40

        ShapePath {
            strokeColor: "#FFFFFF"
            strokeWidth: 1.6
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            capStyle: ShapePath.RoundCap
            PathSvg { path: "M12 9h16a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H12a3 3 0 0 1-3-3V12a3 3 0 0 1 3-3z" }
        }
        ShapePath {
            strokeWidth: 0
            strokeColor: "transparent"
            fillColor: "#FFFFFF"
            PathSvg { path: "M15.2 26a3.2 3.2 0 0 1-.4-6.4a5.2 5.2 0 0 1 10-1.2a3.9 3.9 0 0 1 .2 7.6z" }
        }
        ShapePath {
            strokeWidth: 0
            strokeColor: "transparent"
            fillColor: Theme.accent
            PathSvg { path: "M29 7.2a2.9 2.9 0 1 0 .01 0z" }
        }
    }
}
