import QtQuick
import QtQuick.Shapes

// A rounded window with a small cloud in it.
Item {
    id: root
    property int size: 64
    property color colour: Theme.primary
    width: size
    height: size

    Rectangle {
        anchors.fill: parent
        radius: width * 0.26
        color: root.colour
    }
    Rectangle {
        x: root.size * 0.17
        y: root.size * 0.17
        width: root.size * 0.66
        height: root.size * 0.66
        radius: width * 0.2
        color: "transparent"
        border.width: Math.max(2, root.size * 0.04)
        border.color: "#FFFFFF"
    }
    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer
        ShapePath {
            strokeWidth: -1
            fillColor: "#FFFFFF"
            scale: Qt.size(root.size / 64, root.size / 64)
            PathSvg { path: "M24 41 a6 6 0 0 1 0.6 -12 a8 8 0 0 1 15.2 -1.6 a6.8 6.8 0 0 1 1.2 13.6 z" }
        }
    }
    Rectangle {
        x: root.size * 0.72
        y: root.size * 0.72
        width: root.size * 0.2
        height: width
        radius: width / 2
        color: Theme.accent
        border.width: 2
        border.color: Theme.paper
    }
}
