import QtQuick

// A white sheet with a thin line.
Rectangle {
    id: root
    default property alias content: inner.data
    property int padding: Theme.space
    property bool marked: false

    radius: Theme.radius
    color: Theme.surface
    border.width: marked ? 3 : 1
    border.color: marked ? Theme.primary : Theme.line

    Item {
        id: inner
        x: root.padding
        y: root.padding
        width: root.width - 2 * root.padding
        height: root.height - 2 * root.padding
    }
}
