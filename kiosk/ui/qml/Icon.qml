import QtQuick

Image {
    property string name: ""
    property color colour: Theme.ink
    property int size: 40

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "/" + Theme.hex(colour)
    smooth: true
}
