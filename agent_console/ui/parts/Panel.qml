import QtQuick
import ".."

// A sheet of white paper with a thin line round it.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line
}
