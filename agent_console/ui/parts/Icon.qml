import QtQuick
import ".."

// A line drawing on a 24 × 24 grid; `icons.py` has the drawings.
Image {
    id: icon

    property string name: ""
    property color color: Theme.ink
    property real size: Theme.s(24)
    property real stroke: 1.8

    width: size
    height: size
    sourceSize: Qt.size(size * Screen.devicePixelRatio, size * Screen.devicePixelRatio)
    source: name === "" ? "" : "image://icons/" + name + "/" + color.toString().slice(-6) + "/" + stroke
}
