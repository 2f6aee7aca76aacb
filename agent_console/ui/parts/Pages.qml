import QtQuick
import QtQuick.Controls.Basic
import ".."

// A column that scrolls when it must; its children are laid out below each other.
Flickable {
    id: pages

    default property alias content: column.data
    property alias spacing: column.spacing
    property real padding: 0

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * padding
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick

    ScrollBar.vertical: ScrollBar {
        policy: pages.contentHeight > pages.height + 1 ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        contentItem: Rectangle {
            implicitWidth: Theme.s(6)
            radius: width / 2
            color: Theme.line
        }
    }

    Column {
        id: column
        x: pages.padding
        y: pages.padding
        width: pages.width - 2 * pages.padding
    }
}
